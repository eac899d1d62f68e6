package dev.reprise.iceberg.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.iceberg.progress.ReadPositions;
import dev.reprise.iceberg.progress.RefusedException;
import dev.reprise.iceberg.table.Lakehouse;
import dev.reprise.iceberg.table.LostRaceException;
import java.util.Optional;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.junit.jupiter.api.Test;

/** Where a session begins, and what it must not go on from. */
class SessionContinuityTest extends SessionFixture {

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
        assertThat(rejected()).isEmpty();
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
}
