package dev.reprise.iceberg.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.common.export.TableName;
import dev.reprise.iceberg.progress.ReadPositions;
import dev.reprise.iceberg.schema.ColumnType;
import dev.reprise.iceberg.schema.PayloadColumns;
import dev.reprise.iceberg.table.StoppedException;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.junit.jupiter.api.Test;

/** What becomes of rows. */
class ExportSessionTest extends SessionFixture {

    @Test
    void should_commit_what_was_read_when_the_interval_is_over() {
        send(MOVIES, 0, 20);
        ExportSession session = session();

        session.step();
        assertThat(lake().catalog().tableExists(TableIdentifier.of("analytics", "movies")))
                .as("too early")
                .isFalse();
        commit(session);

        assertThat(lake().query(
                                MOVIES,
                                "asset_id, asset_type, schema_version, epoch_us(created_at), epoch_us(written_at), job,"
                                        + " payload",
                                "where payload = '{\"n\":0}'"))
                .containsExactly(
                        "5e738000-ab5d-11ee-0000-000000000000|movie|2|1704412800000000|1700000000000000|job-1|{\"n\":0}");
        assertThat(numbers(MOVIES)).isEqualTo(range(20));
    }

    @Test
    void should_keep_the_offsets_in_the_snapshot_and_in_the_table_of_the_same_commit() {
        send(MOVIES, 0, 3);
        commit(session());

        var table = lake().table(MOVIES);
        var positions = new ReadPositions("topic-1", Map.of(0, 4L, 1, 2L));
        assertThat(ReadPositions.of(table.properties())).contains(positions);
        assertThat(ReadPositions.of(table.currentSnapshot().summary())).contains(positions);
        assertThat(ReadPositions.of(lake().table(OWN).properties())).contains(positions);
    }

    @Test
    void should_go_on_behind_what_is_committed_when_another_session_begins() {
        send(MOVIES, 0, 10);
        commit(session());
        send(MOVIES, 10, 20);
        commit(session());

        assertThat(numbers(MOVIES)).isEqualTo(range(20));
    }

    @Test
    void should_put_records_that_belong_into_no_table_where_an_operator_finds_them() {
        ((SupportsNamespaces) emptyLake().catalog()).createNamespace(Namespace.of("analytics"));
        takeTable("movies");
        topic.send(0, "no json");
        topic.send(1, row(MOVIES, 1, "{}"));
        topic.send(1, row(new TableName("reprise", "mine"), 1, "{}"));
        topic.send(1, row(SERIES, 1, "{\"n\":1}"));

        commit(session());
        commit(session());

        assertThat(lake().query(OWN, "partition, \"offset\", reason, key, value is null", "order by 1, 2"))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("0|0|the record is no JSON")
                                .endsWith("|k|false"),
                        line -> assertThat(line)
                                .startsWith("1|0|the table analytics.movies was not made by iceberg-writer|"),
                        line -> assertThat(line).startsWith("1|2|the namespace reprise is the writer's own|"));
        assertThat(rejected()).hasSize(3);
        assertThat(numbers(SERIES)).containsExactly(1);
    }

    @Test
    void should_write_one_file_for_each_month_and_another_when_it_is_large() {
        send(MOVIES, 0, 20);
        commit(session());
        assertThat(lake().files(MOVIES)).hasSize(5);
        String noise = "x".repeat(300);
        for (int number = 0; number < 2_000; number += 5) {
            topic.send(0, row(SERIES, number, "{\"n\":" + number + ",\"x\":\"" + number * 7919L + noise + "\"}"));
        }

        commit(session(lakehouse(1_000, () -> false), Optional.empty()));

        assertThat(lake().files(SERIES)).hasSize(2);
        assertThat(lake().query(SERIES, "count(distinct asset_id)", "")).containsExactly("400");
    }

    @Test
    void should_give_a_commit_up_when_it_is_stopped_and_leave_no_file() {
        for (int number = 0; number < 3_000; number += 5) {
            topic.send(0, row(MOVIES, number, "{}"));
        }

        ExportSession session = session(lakehouse(1 << 27, () -> true), Optional.empty());
        assertThatThrownBy(() -> commit(session)).isInstanceOf(StoppedException.class);

        assertThat(folder.resolve("lake/analytics/movies/data")).isEmptyDirectory();
        assertThat(lake().table(MOVIES).currentSnapshot()).isNull();
        commit(session());
        assertThat(lake().query(MOVIES, "count(*)", "")).containsExactly("600");
    }

    @Test
    void should_fill_columns_of_the_payload_and_leave_empty_what_is_of_another_type() {
        topic.send(0, row(MOVIES, 0, "{\"title\":\"Alien\",\"year\":1979,\"score\":8.5,\"seen\":true}"));
        commit(session());
        payloads = new PayloadColumns(Map.of(
                "movie",
                Map.of(
                        "title", ColumnType.TEXT,
                        "year", ColumnType.WHOLE_NUMBER,
                        "score", ColumnType.NUMBER,
                        "seen", ColumnType.TRUTH,
                        "JOB", ColumnType.TEXT)));
        topic.send(0, row(MOVIES, 5, "{\"title\":\"Alien\",\"year\":1979,\"score\":8.5,\"seen\":true,\"JOB\":\"x\"}"));
        topic.send(0, row(MOVIES, 10, "{\"title\":12,\"year\":\"1979\",\"score\":null,\"seen\":0}"));
        topic.send(0, row(MOVIES, 15, "{not json"));
        topic.send(0, row(MOVIES, 20, "{\"year\":99999999999999999999,\"score\":1}"));

        commit(session());
        commit(session());

        assertThat(lake().query(MOVIES, "title, year, score, seen", "order by written_at"))
                .containsExactly(
                        "null|null|null|null",
                        "Alien|1979|8.5|true",
                        "null|null|null|null",
                        "null|null|null|null",
                        "null|null|1.0|null");
        assertThat(lake().table(MOVIES).schema().columns()).hasSize(11);
    }
}
