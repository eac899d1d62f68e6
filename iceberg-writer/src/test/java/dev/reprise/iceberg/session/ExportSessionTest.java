package dev.reprise.iceberg.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.common.export.ExportedRow;
import dev.reprise.common.export.TableName;
import dev.reprise.iceberg.lake.TestLake;
import dev.reprise.iceberg.progress.Continuity;
import dev.reprise.iceberg.progress.ReadPositions;
import dev.reprise.iceberg.progress.RefusedException;
import dev.reprise.iceberg.spill.Spill;
import dev.reprise.iceberg.table.Lakehouse;
import dev.reprise.iceberg.table.LostRaceException;
import dev.reprise.iceberg.table.StoppedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions on real tables, read back by DuckDB. */
class ExportSessionTest {

    private static final TableName MOVIES = new TableName("analytics", "movies");

    private static final TableName SERIES = new TableName("analytics", "series");

    private static final TableName OWN = new TableName("reprise", "rejected_rows");

    private static final Duration INTERVAL = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    private final AtomicLong now = new AtomicLong();

    private final List<String> rejected = new ArrayList<>();

    private final FakeTopic topic = new FakeTopic(2);

    private TestLake lake() {
        return new TestLake(folder.resolve("lake"));
    }

    private Lakehouse lakehouse(long fileBytesMax, BooleanSupplier isStopping) {
        folder.resolve("lake").toFile().mkdirs();
        return new Lakehouse(lake().catalog(), OWN, () -> UUID.randomUUID().toString(), fileBytesMax, isStopping);
    }

    private ExportSession session(Lakehouse lakehouse, Optional<String> acceptedLoss) {
        var spill = new Spill(folder.resolve("spill"), () -> UUID.randomUUID().toString());
        var terms = new ExportSession.Terms(new ExportLimits(INTERVAL, 1 << 20), new Continuity(acceptedLoss));
        return new ExportSession(topic.reader(), lakehouse, spill, terms, now::get, events());
    }

    private ExportSession session() {
        return session(lakehouse(1 << 27, () -> false), Optional.empty());
    }

    private ExportEvents events() {
        return new ExportEvents() {
            @Override
            public void committed(String table, long rows, long tookMillis) {
                assertThat(rows).isPositive();
            }

            @Override
            public void rejected(int partition, long offset, String reason) {
                rejected.add(reason);
            }

            @Override
            public void begunAgain(String reason) {
                throw new AssertionError(reason);
            }

            @Override
            public void failed(RuntimeException failure) {
                throw new AssertionError(failure);
            }
        };
    }

    /** The clock moves on by the interval, so that this step commits. */
    private boolean commit(ExportSession session) {
        now.addAndGet(INTERVAL.toNanos());
        return session.step();
    }

    private static ExportedRow row(TableName table, int number, String payload) {
        // Almost a year apart, by the high bits of the time in the id.
        var id = new UUID(0x5e738000ab5d11eeL + number % 5, number);
        return new ExportedRow(table, "job-1", "movie", id, 2, 1_700_000_000_000_000L + number, payload);
    }

    private void send(TableName table, int from, int to) {
        for (int number = from; number < to; number++) {
            topic.send(number % 2, row(table, number, "{\"n\":" + number + "}"));
        }
    }

    private List<Integer> numbers(TableName table) {
        return lake().query(table, "payload", "").stream()
                .map(payload -> Integer.parseInt(payload.replaceAll("\\D", "")))
                .sorted()
                .toList();
    }

    private static List<Integer> range(int to) {
        return IntStream.range(0, to).boxed().toList();
    }

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
    void should_append_nothing_twice_when_it_ends_between_the_commits_of_two_tables() {
        send(MOVIES, 0, 10);
        send(SERIES, 0, 10);
        Lakehouse real = lakehouse(1 << 27, () -> false);
        ExportSession first = session(real, Optional.empty());
        first.step();
        // Somebody takes the second table, so that its commit fails after that of the first.
        ((SupportsNamespaces) lake().catalog()).createNamespace(Namespace.of("analytics"));
        takeTable("series");
        assertThatThrownBy(() -> commit(first)).isInstanceOf(LostRaceException.class);
        lake().catalog().dropTable(TableIdentifier.of("analytics", "series"));
        assertThat(numbers(MOVIES)).isEqualTo(range(10));

        commit(session());

        assertThat(numbers(MOVIES)).isEqualTo(range(10));
        assertThat(numbers(SERIES)).isEqualTo(range(10));
    }

    private void takeTable(String name) {
        var schema = new Schema(Types.NestedField.optional(1, "x", Types.StringType.get()));
        Catalog catalog = lake().catalog();
        catalog.createTable(TableIdentifier.of("analytics", name), schema);
    }

    @Test
    void should_let_one_of_two_writers_commit_and_both_go_on() {
        ExportSession one = session();
        ExportSession other = session();
        send(MOVIES, 0, 10);
        one.step();
        other.step();

        commit(one);
        assertThatThrownBy(() -> commit(other)).isInstanceOf(LostRaceException.class);
        assertThat(numbers(MOVIES)).isEqualTo(range(10));
        ExportSession again = session();
        send(MOVIES, 10, 20);
        commit(again);
        assertThatThrownBy(() -> commit(one)).isInstanceOf(LostRaceException.class);

        assertThat(numbers(MOVIES)).isEqualTo(range(20));
    }

    @Test
    void should_go_on_by_the_offsets_of_the_table_when_all_snapshots_have_expired() {
        send(MOVIES, 0, 10);
        commit(session());
        var table = lake().table(MOVIES);
        // A snapshot of somebody else, which knows no offsets.
        table.newFastAppend().set("owner", "maintenance").commit();
        table.expireSnapshots().expireOlderThan(Long.MAX_VALUE).retainLast(1).commit();
        assertThat(ReadPositions.of(table.currentSnapshot().summary())).isEmpty();
        lake().catalog().dropTable(TableIdentifier.of("reprise", "rejected_rows"));

        send(MOVIES, 10, 20);
        commit(session());

        assertThat(numbers(MOVIES)).isEqualTo(range(20));
    }

    @Test
    void should_go_on_by_the_snapshots_when_the_properties_of_the_table_are_gone() {
        send(MOVIES, 0, 10);
        commit(session());
        lake().table(MOVIES)
                .updateProperties()
                .remove(ReadPositions.TOPIC_ID)
                .remove(ReadPositions.OFFSETS)
                .commit();
        lake().catalog().dropTable(TableIdentifier.of("reprise", "rejected_rows"));

        send(MOVIES, 10, 20);
        commit(session());

        assertThat(numbers(MOVIES)).isEqualTo(range(20));
    }

    @Test
    void should_refuse_a_topic_that_was_made_anew_until_a_person_accepts_it() {
        send(MOVIES, 0, 10);
        commit(session());
        topic.makeAnew("topic-2");
        send(MOVIES, 10, 14);

        assertThatThrownBy(this::session)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("reprise.export.accept-loss=topic-2:20");
        commit(session(lakehouse(1 << 27, () -> false), Optional.of("topic-2:20")));
        commit(session());

        assertThat(numbers(MOVIES)).isEqualTo(range(14));
        assertThat(rejected).isEmpty();
    }

    @Test
    void should_commit_nothing_of_a_topic_that_was_made_anew_while_it_was_read() {
        send(MOVIES, 0, 10);
        ExportSession session = session();
        session.step();
        topic.makeAnew("topic-2");

        assertThat(commit(session)).isFalse();
        assertThat(lake().catalog().tableExists(TableIdentifier.of("analytics", "movies")))
                .isFalse();
    }

    @Test
    void should_refuse_when_the_topic_has_forgotten_rows_that_are_in_no_table() {
        send(MOVIES, 0, 10);
        commit(session());
        send(MOVIES, 10, 20);
        topic.forget(1, 6);

        assertThatThrownBy(this::session)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("begins at offset 12 in partition 1, but was read up to 10 only");
    }

    @Test
    void should_not_take_a_table_without_new_rows_for_lost_rows() {
        send(SERIES, 0, 10);
        commit(session());
        send(MOVIES, 0, 100);
        commit(session());
        topic.forget(0, 50);
        topic.forget(1, 50);
        send(SERIES, 10, 12);

        commit(session());

        assertThat(numbers(SERIES)).isEqualTo(range(12));
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
        assertThat(rejected).hasSize(3);
        assertThat(numbers(SERIES)).containsExactly(1);
    }

    private TestLake emptyLake() {
        folder.resolve("lake").toFile().mkdirs();
        return lake();
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
}
