package dev.reprise.worker.topology;

import static dev.reprise.worker.topology.FakeOperation.apply;
import static dev.reprise.worker.topology.FakeOperation.begin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.async.Cancellation;
import dev.reprise.pipeline.result.Result;
import dev.reprise.service.config.ProcessorLimits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ProcessorLimitedOperationTest {

    private static final ProcessorLimits LIMITS = new ProcessorLimits(Map.of(
            "slow", new ProcessorLimits.Limits(null, 6, 4), "other", new ProcessorLimits.Limits(10, null, null)));

    private final FakeOperation inner = new FakeOperation();

    private final ProcessorLimitedOperation operation = new ProcessorLimitedOperation(
            inner,
            id -> id.equals("unknown") ? Optional.empty() : Optional.of(FakeOperation.job(id, null)),
            LIMITS,
            () -> 0);

    @Test
    void should_have_no_more_rows_in_flight_than_the_processor_may() {
        CompletableFuture<List<Result>> all = apply(operation, "slow", 10, new Cancellation());

        assertThat(inner.sizes).as("4 and 4 would be more than 6").containsExactly(4);
        inner.end(0);
        assertThat(inner.sizes).containsExactly(4, 4, 2);
        inner.end(1);
        inner.end(2);
        assertThat(all).isCompletedWithValueMatching(results -> results.size() == 10);
    }

    @Test
    void should_leave_others_alone() {
        begin(operation, "slow", 4);
        begin(operation, "slow", 4);

        begin(operation, "other", 10);
        begin(operation, "unknown", 9);

        assertThat(inner.sizes).containsExactly(4, 10, 9);
    }

    @Test
    void should_drop_what_waits_when_nobody_waits_for_it_any_more() {
        begin(operation, "slow", 4);
        var cancellation = new Cancellation();
        CompletableFuture<List<Result>> waits = apply(operation, "slow", 4, cancellation);

        cancellation.cancel();
        operation.dropCancelled();

        assertThat(waits).isCompletedExceptionally();
        assertThat(inner.dropped).isTrue();
        assertThat(inner.sizes).containsExactly(4);
    }
}
