package dev.reprise.worker.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.async.Cancellation;
import dev.reprise.worker.concurrency.InFlightLimit;
import dev.reprise.worker.concurrency.InFlightLimiter;
import dev.reprise.worker.concurrency.PayloadMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LimitedOperationTest {

    private static final int MIB = 1024 * 1024;

    private final InFlightLimiter limiter =
            new InFlightLimiter(InFlightLimit.fixed(100), 100, new PayloadMemory(16 * MIB), () -> 0);
    private final List<List<Integer>> groups = new ArrayList<>();
    private final LimitedOperation<Integer, String> operation = new LimitedOperation<>(
            (group, cancellation) -> {
                groups.add(List.copyOf(group));
                return CompletableFuture.completedFuture(
                        group.stream().map(String::valueOf).toList());
            },
            limiter,
            () -> 4);

    @Test
    void should_leave_a_group_whole_when_payloads_are_small() {
        assertThat(operation.apply(List.of(1, 2, 3), new Cancellation()).toCompletableFuture())
                .isCompletedWithValue(List.of("1", "2", "3"));

        assertThat(groups).containsExactly(List.of(1, 2, 3));
    }

    @Test
    void should_read_a_group_in_parts_and_keep_the_order_when_payloads_are_large() {
        limiter.read(1, MIB);

        assertThat(operation.apply(List.of(1, 2, 3, 4, 5), new Cancellation()).toCompletableFuture())
                .isCompletedWithValue(List.of("1", "2", "3", "4", "5"));

        assertThat(groups).containsExactly(List.of(1, 2), List.of(3, 4), List.of(5));
    }

    @Test
    void should_read_a_group_in_parts_when_it_is_larger_than_is_allowed() {
        assertThat(operation.apply(List.of(1, 2, 3, 4, 5), new Cancellation()).toCompletableFuture())
                .isCompletedWithValue(List.of("1", "2", "3", "4", "5"));

        assertThat(groups).containsExactly(List.of(1, 2, 3, 4), List.of(5));
    }
}
