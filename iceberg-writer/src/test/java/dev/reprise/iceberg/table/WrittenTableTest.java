package dev.reprise.iceberg.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.common.export.TableName;
import dev.reprise.iceberg.lake.TestLake;
import dev.reprise.iceberg.progress.ReadPositions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits that meet: both tables are loaded before either commits. */
class WrittenTableTest {

    private static final TableName NAME = new TableName("analytics", "movies");

    @TempDir
    private Path folder;

    private TestLake lake() {
        return new TestLake(folder);
    }

    @BeforeEach
    void createTable() {
        ((SupportsNamespaces) lake().catalog()).createNamespace(Namespace.of("analytics"));
        lake().catalog()
                .buildTable(TableIdentifier.of("analytics", "movies"), new AssetRows().columns())
                .withProperties(ReadPositions.none("topic").properties())
                .create();
    }

    private WrittenTable loaded() {
        return new WrittenTable(lake().table(NAME));
    }

    private static ReadPositions upTo(long offset) {
        return new ReadPositions("topic", Map.of(0, offset));
    }

    private List<DataFile> file(String name) {
        return List.of(DataFiles.builder(PartitionSpec.unpartitioned())
                .withPath(folder.resolve(name).toString())
                .withFileSizeInBytes(10)
                .withRecordCount(1)
                .build());
    }

    private List<String> committed() {
        return lake().files(NAME).stream()
                .map(file -> Path.of(file).getFileName().toString())
                .sorted()
                .toList();
    }

    @Test
    void should_let_only_one_of_several_commits_through_that_began_with_the_same_offsets() {
        WrittenTable one = loaded();
        WrittenTable two = loaded();
        WrittenTable three = loaded();

        one.append(file("a.parquet"), upTo(5), Map.of());
        assertThatThrownBy(() -> two.append(file("b.parquet"), upTo(7), Map.of()))
                .isInstanceOf(LostRaceException.class)
                .hasMessageContaining("another writer has committed to");
        assertThatThrownBy(() -> three.append(file("c.parquet"), upTo(5), Map.of()))
                .isInstanceOf(LostRaceException.class);

        assertThat(committed()).containsExactly("a.parquet");
        assertThat(loaded().positions()).contains(upTo(5));
    }

    @Test
    void should_refuse_the_second_commit_also_when_the_snapshot_of_the_first_has_expired() {
        WrittenTable late = loaded();
        loaded().append(file("a.parquet"), upTo(5), Map.of());
        Table maintained = lake().table(NAME);
        maintained.newFastAppend().commit();
        maintained
                .expireSnapshots()
                .expireOlderThan(Long.MAX_VALUE)
                .retainLast(1)
                .commit();

        assertThatThrownBy(() -> late.append(file("b.parquet"), upTo(5), Map.of()))
                .isInstanceOf(LostRaceException.class);
    }

    @Test
    void should_commit_on_top_of_what_others_do_to_the_table() {
        WrittenTable written = loaded();
        Table maintained = lake().table(NAME);
        maintained.updateProperties().set("owner", "ana").commit();
        maintained.newFastAppend().appendFile(file("other.parquet").get(0)).commit();

        written.append(file("a.parquet"), upTo(5), Map.of());

        assertThat(committed()).containsExactly("a.parquet", "other.parquet");
        assertThat(lake().table(NAME).properties()).containsEntry("owner", "ana");
    }

    @Test
    void should_move_on_without_rows_unless_another_writer_has() {
        WrittenTable late = loaded();

        loaded().append(List.of(), upTo(5), Map.of("more", "words"));

        assertThat(lake().table(NAME).properties()).containsEntry("more", "words");
        assertThat(loaded().positions()).contains(upTo(5));
        assertThatThrownBy(() -> late.append(file("b.parquet"), upTo(5), Map.of()))
                .isInstanceOf(LostRaceException.class);
    }
}
