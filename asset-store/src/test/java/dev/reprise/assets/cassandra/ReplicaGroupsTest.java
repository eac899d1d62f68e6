package dev.reprise.assets.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import dev.reprise.common.async.Finished;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReplicaGroupsTest {

    private final List<List<UUID>> asked = new ArrayList<>();

    private static List<UUID> ids(long... numbers) {
        return LongStream.of(numbers)
                .mapToObj(number -> new UUID(0x1000L, number))
                .toList();
    }

    /** Three nodes, of which nobody knows who has the multiples of 10. */
    private static Optional<UUID> replica(UUID id) {
        long number = id.getLeastSignificantBits();
        return number % 10 == 0 ? Optional.empty() : Optional.of(new UUID(0, number % 3));
    }

    @Test
    void should_put_the_ids_of_one_replica_into_one_list() {
        var lists = ReplicaGroups.divided(ids(1, 2, 3, 4, 5, 6, 7), ReplicaGroupsTest::replica, 4);

        assertThat(lists).containsExactly(ids(1, 4, 7), ids(2, 5), ids(3, 6));
    }

    @Test
    void should_make_another_list_when_one_is_full() {
        var lists = ReplicaGroups.divided(ids(1, 4, 7, 11, 2, 13), ReplicaGroupsTest::replica, 2);

        assertThat(lists).containsExactly(ids(1, 4), ids(7, 13), ids(11, 2));
    }

    @Test
    void should_keep_together_what_no_replica_is_known_of() {
        assertThat(ReplicaGroups.divided(ids(10, 1, 20), ReplicaGroupsTest::replica, 4))
                .containsExactly(ids(10, 20), ids(1));
    }

    @Test
    void should_make_no_list_when_there_are_no_ids() {
        assertThat(ReplicaGroups.divided(List.of(), ReplicaGroupsTest::replica, 4))
                .isEmpty();
    }

    private static InvalidQueryException refused() {
        return new InvalidQueryException(
                null, "Guardrail partition_keys_in_select violated: Query aborted due to querying 64 partitions");
    }

    /** Reads the ids themselves; a request of more than some fails. */
    private CompletionStage<List<UUID>> some(List<UUID> ids, int most, RuntimeException failure) {
        asked.add(ids);
        return ids.size() > most ? CompletableFuture.failedFuture(failure) : CompletableFuture.completedFuture(ids);
    }

    @Test
    void should_read_one_by_one_when_the_server_refuses_so_many_partitions() {
        var refused = refused();

        var found = ReplicaGroups.orEach(ids(1, 2), ids -> some(ids, 1, refused));

        assertThat(Finished.result(found.toCompletableFuture())).isEqualTo(ids(1, 2));
        assertThat(asked).containsExactly(ids(1, 2), ids(1), ids(2));
    }

    @Test
    void should_leave_it_to_the_caller_when_the_read_may_succeed_later() {
        var away = new DriverTimeoutException("Query timed out after PT5S");

        var found = ReplicaGroups.orEach(ids(1, 2), ids -> some(ids, 1, away));

        assertThat(Finished.failure(found.toCompletableFuture())).hasRootCause(away);
        assertThat(asked).containsExactly(ids(1, 2));
    }

    @Test
    void should_fail_when_one_row_cannot_be_read_alone_either() {
        var refused = refused();

        var found = ReplicaGroups.orEach(ids(1, 2), ids -> some(ids, 0, refused));

        assertThat(Finished.failure(found.toCompletableFuture())).hasRootCause(refused);
        assertThat(asked).containsExactly(ids(1, 2), ids(1), ids(2));
    }
}
