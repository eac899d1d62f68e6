package dev.reprise.pipeline.writeback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.assets.IndexEntries;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.IndexEntry;
import dev.reprise.common.assets.TableShape;
import dev.reprise.common.async.Cancellation;
import dev.reprise.common.async.Finished;
import dev.reprise.processor.Applied;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class EntryWritesTest {

    private final Table table = new Table();
    private final EntryWrites writes = new EntryWrites(table);

    /** One table; notes what it is asked and what is written to it. */
    private static final class Table implements IndexEntries {
        private final Set<String> columns = new TreeSet<>(Set.of("id", "title"));
        private final List<Set<String>> asked = new ArrayList<>();
        private final List<IndexEntry> written = new ArrayList<>();

        @Override
        public Optional<TableShape> table(String name) {
            throw new AssertionError("entries do not go by what the driver knows");
        }

        @Override
        public CompletionStage<Optional<TableShape>> look(String name) {
            throw new AssertionError("only problems are asked for");
        }

        @Override
        public CompletionStage<Optional<String>> problem(String name, Set<String> wanted) {
            asked.add(wanted);
            return CompletableFuture.completedFuture(
                    columns.containsAll(wanted) ? Optional.empty() : Optional.of("columns are missing"));
        }

        @Override
        public CompletionStage<Void> apply(IndexEntry entry) {
            written.add(entry);
            return CompletableFuture.completedFuture(null);
        }
    }

    private static IndexEntry entry(String... columns) {
        Map<String, Object> values = new TreeMap<>();
        List.of(columns).forEach(column -> values.put(column, "x"));
        return new IndexEntry(new UUID(1, 2), "assets.t", values, 1, 0, false);
    }

    private List<Applied> apply(IndexEntry... entries) {
        return Finished.result(writes.apply(new AssetPartition("m", "b"), List.of(entries), 0, new Cancellation())
                .toCompletableFuture());
    }

    @Test
    void should_ask_once_for_all_entries_of_a_group_and_write_each() {
        assertThat(apply(entry("id", "title"), entry("id"))).containsExactly(Applied.CHANGED, Applied.CHANGED);
        assertThat(table.asked).containsExactly(Set.of("id", "title"));
        assertThat(table.written).containsExactly(entry("id", "title"), entry("id"));
    }

    @Test
    void should_write_nothing_and_say_why_when_the_table_has_not_all_columns() {
        assertThat(apply(entry("id"), entry("id", "pages")))
                .containsOnly(new Applied.Refused(
                        "cannot write entries: columns are missing; resume the job when it is right"))
                .hasSize(2);
        assertThat(table.written).isEmpty();
    }
}
