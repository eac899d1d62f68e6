package dev.reprise.worker.topology;

import static dev.reprise.worker.topology.FakeOperation.begin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.pipeline.result.Result;
import dev.reprise.service.config.ProcessorLimits;
import dev.reprise.worker.concurrency.InFlightLimit;
import dev.reprise.worker.concurrency.InFlightLimiter;
import dev.reprise.worker.concurrency.PayloadMemory;
import dev.reprise.worker.topology.async.AsyncOperation;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkerStreamTest {

    private static final int ROWS_OF_INSTANCE = 64;

    private final FakeOperation inner = new FakeOperation();

    private final AsyncOperation<EventItem, Result> bounded = WorkerStream.bounded(
            inner,
            new InFlightLimiter(
                    InFlightLimit.fixed(ROWS_OF_INSTANCE),
                    ROWS_OF_INSTANCE,
                    new PayloadMemory(Long.MAX_VALUE),
                    () -> 0),
            id -> Optional.of(FakeOperation.job(id, id.equals("held") ? 1_000 : null)),
            new ProcessorLimits(Map.of("slow", new ProcessorLimits.Limits(null, 6, null))),
            () -> 0);

    @Test
    void should_keep_the_bound_of_a_held_job() {
        begin(bounded, "held", 50);

        assertThat(inner.sizes).as("20 ms of 1,000 a second").containsExactly(20);
    }

    @Test
    void should_keep_the_bound_of_a_processor() {
        begin(bounded, "slow", 50);

        assertThat(inner.sizes).containsExactly(6);
    }

    @Test
    void should_keep_the_bound_of_the_instance() {
        begin(bounded, "free", ROWS_OF_INSTANCE);
        begin(bounded, "other", 1);

        assertThat(inner.sizes).containsExactly(ROWS_OF_INSTANCE);
    }
}
