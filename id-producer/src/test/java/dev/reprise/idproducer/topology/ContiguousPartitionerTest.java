package dev.reprise.idproducer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContiguousPartitionerTest {

    private static final int PARTITIONS = 8;

    private final ContiguousPartitioner runs = new ContiguousPartitioner();

    private final List<Boolean> begins = new ArrayList<>();

    private int partition(String bucket) {
        begins.add(runs.next(bucket));
        return runs.partitions("events", new byte[0], new byte[0], PARTITIONS)
                .map(Set::iterator)
                .orElseThrow()
                .next();
    }

    @Test
    void should_keep_a_run_together_and_give_every_partition_the_same_share() {
        Map<Integer, Integer> events = new HashMap<>();
        List<Integer> changes = new ArrayList<>();
        int before = -1;
        for (int i = 0; i < 64 * PARTITIONS * 3; i++) {
            int now = partition("2024-03");
            events.merge(now, 1, Integer::sum);
            if (now != before) {
                changes.add(i);
            }
            before = now;
        }

        assertThat(changes).as("a run is a group of the worker").allMatch(at -> at % 64 == 0);
        assertThat(changes).as("beginnings are told").allMatch(begins::get);
        assertThat(begins).filteredOn(Boolean::booleanValue).hasSameSizeAs(changes);
        assertThat(events).hasSize(PARTITIONS).allSatisfy((partition, count) -> assertThat(count)
                .isEqualTo(64 * 3));
    }

    @Test
    void should_begin_a_run_when_the_bucket_changes() {
        int first = partition("2024-03");
        int other = partition("2024-02");

        assertThat(other).isNotEqualTo(first);
        assertThat(begins).containsExactly(true, true);
    }
}
