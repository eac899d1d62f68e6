package dev.reprise.worker.topology;

import static dev.reprise.worker.topology.FakeOperation.apply;
import static dev.reprise.worker.topology.FakeOperation.begin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.async.Cancellation;
import dev.reprise.pipeline.result.Result;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class HeldJobsOperationTest {

    private static final long MILLI = 1_000_000;

    private final FakeOperation inner = new FakeOperation();
    private final Map<String, Integer> heldTo = new HashMap<>();
    private long now;

    private final HeldJobsOperation operation = new HeldJobsOperation(
            inner,
            id -> id.equals("unknown") ? Optional.empty() : Optional.of(FakeOperation.job(id, heldTo.get(id))),
            () -> now);

    @Test
    void should_begin_a_burst_of_a_held_job_bit_by_bit() {
        heldTo.put("held", 1_000);
        CompletableFuture<List<Result>> all = apply(operation, "held", 50, new Cancellation());

        assertThat(inner.sizes).as("20 ms of 1,000 a second").containsExactly(20);
        inner.end(0);
        assertThat(inner.sizes).containsExactly(20, 20);
        inner.end(1);
        inner.end(2);
        assertThat(all).isCompletedWithValueMatching(results -> results.size() == 50);
    }

    @Test
    void should_let_a_job_whose_groups_take_long_have_what_its_rate_needs() {
        heldTo.put("held", 1_000);
        begin(operation, "held", 20);
        now += 40 * MILLI;
        inner.end(0);

        begin(operation, "held", 200);

        assertThat(inner.sizes).as("20 ms, and twice 40 ms").containsExactly(20, 100);
    }

    @Test
    void should_let_a_few_rows_begin_however_low_the_rate_is() {
        heldTo.put("held", 0);

        begin(operation, "held", 50);

        assertThat(inner.sizes).containsExactly(8);
    }

    @Test
    void should_have_more_in_flight_when_much_waits_and_less_when_it_is_over() {
        heldTo.put("held", 20);
        for (int i = 0; i < 8; i++) {
            begin(operation, "held", 32);
        }

        assertThat(inner.sizes)
                .as("an eighth of 256, in parts of what was allowed")
                .containsExactly(8, 8, 8, 8);
        inner.end(0);
        assertThat(inner.sizes).as("an eighth of what is left").containsExactly(8, 8, 8, 8, 8);
    }

    @Test
    void should_leave_others_alone() {
        heldTo.put("held", 20);
        begin(operation, "held", 8);
        begin(operation, "held", 8);

        begin(operation, "free", 64);
        begin(operation, "unknown", 64);
        heldTo.put("another", 20);
        begin(operation, "another", 8);

        assertThat(inner.sizes).containsExactly(8, 64, 64, 8);
    }

    @Test
    void should_begin_what_waits_when_the_job_is_free_again() {
        heldTo.put("held", 20);
        CompletableFuture<List<Result>> all = apply(operation, "held", 24, new Cancellation());
        heldTo.remove("held");
        begin(operation, "held", 64);

        inner.end(0);

        assertThat(inner.sizes).containsExactly(8, 64, 8, 8);
        inner.end(2);
        inner.end(3);
        assertThat(all).isCompleted();
    }

    @Test
    void should_drop_what_waits_when_nobody_waits_for_it_any_more() {
        heldTo.put("held", 20);
        begin(operation, "held", 8);
        var cancellation = new Cancellation();
        CompletableFuture<List<Result>> waits = apply(operation, "held", 8, cancellation);

        cancellation.cancel();
        operation.dropCancelled();

        assertThat(waits).isCompletedExceptionally();
        assertThat(inner.dropped).isTrue();
        assertThat(inner.sizes).containsExactly(8);
    }
}
