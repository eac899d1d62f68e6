package dev.reprise.worker.topology.async;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.async.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Items that the sender has put together should stay together. */
class RunsOfItemsTest {

    private static final int GROUP_MAX = 4;

    private final List<List<Integer>> groups = new ArrayList<>();
    private final AsyncEngine<Integer, Integer> engine = new AsyncEngine<>(
            (group, cancellation) -> {
                groups.add(List.copyOf(group));
                return CompletableFuture.completedFuture(group);
            },
            item -> item < 0 ? "negative" : "positive",
            item -> item,
            new AsyncLimits(GROUP_MAX, 4, Duration.ofSeconds(5)),
            new InFlightBudget(100, 1),
            new RestartBackoff(
                    new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofSeconds(1), System::nanoTime),
                    System::nanoTime,
                    String::valueOf),
            (item, result) -> {});

    private void run(int from, int to) {
        engine.beginRun(from);
        rest(from, to);
    }

    private void rest(int from, int to) {
        for (int item = from; item < to; item++) {
            engine.submit(item);
        }
    }

    @Test
    void should_cut_no_other_run_when_a_drain_has_cut_one() {
        run(0, 2);
        engine.drain();
        rest(2, 4);

        run(4, 8);
        run(8, 12);

        assertThat(groups).containsExactly(List.of(0, 1), List.of(2, 3), List.of(4, 5, 6, 7), List.of(8, 9, 10, 11));
    }

    @Test
    void should_put_short_runs_into_one_group_when_they_fit() {
        run(0, 2);
        run(2, 4);
        run(4, 6);
        run(6, 8);

        assertThat(groups).containsExactly(List.of(0, 1, 2, 3), List.of(4, 5, 6, 7));
    }

    @Test
    void should_leave_other_groups_open_when_a_run_begins() {
        run(0, 2);
        run(-8, -5);

        run(-5, -2);

        assertThat(groups).containsExactly(List.of(-8, -7, -6));
    }

    @Test
    void should_collect_by_the_size_of_a_group_alone_when_no_runs_are_marked() {
        rest(0, 2);
        engine.drain();

        rest(2, 10);

        assertThat(groups).containsExactly(List.of(0, 1), List.of(2, 3, 4, 5), List.of(6, 7, 8, 9));
    }
}
