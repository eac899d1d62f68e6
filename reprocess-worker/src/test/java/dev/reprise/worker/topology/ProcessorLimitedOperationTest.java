package dev.reprise.worker.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.async.Cancellation;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.job.JobBrief;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.request.Mode;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.pipeline.result.Result;
import dev.reprise.service.config.ProcessorLimits;
import dev.reprise.worker.topology.async.AsyncOperation;
import dev.reprise.worker.topology.async.ConsumedRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class ProcessorLimitedOperationTest {

    private static final ProcessorLimits LIMITS = new ProcessorLimits(Map.of(
            "slow", new ProcessorLimits.Limits(null, 6, 4), "other", new ProcessorLimits.Limits(10, null, null)));

    private static final ConsumedRecord<byte[], byte[]> CONSUMED =
            new ConsumedRecord<>(new Record<>(new byte[0], new byte[0], 0), "events", 0, 0);

    /** Groups that have begun, and what ends them. */
    private final List<CompletableFuture<List<Result>>> begun = new ArrayList<>();

    private final List<Integer> sizes = new ArrayList<>();
    private boolean dropped;

    private final AsyncOperation<EventItem, Result> inner = new AsyncOperation<>() {
        @Override
        public CompletionStage<List<Result>> apply(List<EventItem> group, Cancellation cancellation) {
            var done = new CompletableFuture<List<Result>>();
            begun.add(done);
            sizes.add(group.size());
            return done;
        }

        @Override
        public void dropCancelled() {
            dropped = true;
        }
    };

    private final ProcessorLimitedOperation operation =
            new ProcessorLimitedOperation(inner, ProcessorLimitedOperationTest::job, LIMITS, () -> 0);

    /** A job is called after its processor. */
    private static Optional<JobBrief> job(String id) {
        var pinned = new Pinned(new ProcessorSpec(id, Map.of()), Map.of(), Map.of());
        var terms = new JobBrief.Terms(Mode.RUN, false, null, 1, null, pinned, Instant.EPOCH, null);
        return id.equals("unknown") ? Optional.empty() : Optional.of(new JobBrief(id, JobStatus.RUNNING, false, terms));
    }

    private static List<EventItem> group(String job, int rows) {
        return IntStream.range(0, rows)
                .mapToObj(row -> new AssetEvent(job, "movie", "2024-01", new UUID(0x1000, row)))
                .map(event -> new EventItem(event, 1, CONSUMED))
                .toList();
    }

    private CompletableFuture<List<Result>> apply(String job, int rows) {
        return operation.apply(group(job, rows), new Cancellation()).toCompletableFuture();
    }

    private void begin(String job, int rows) {
        assertThat(apply(job, rows)).isNotDone();
    }

    private void end(int group) {
        begun.get(group).complete(Collections.nCopies(sizes.get(group), new Result.Done(Outcome.CHANGED, false)));
    }

    @Test
    void should_have_no_more_rows_in_flight_than_the_processor_may() {
        CompletableFuture<List<Result>> all = apply("slow", 10);

        assertThat(sizes).as("4 and 4 would be more than 6").containsExactly(4);
        end(0);
        assertThat(sizes).containsExactly(4, 4, 2);
        end(1);
        end(2);
        assertThat(all).isCompletedWithValueMatching(results -> results.size() == 10);
    }

    @Test
    void should_leave_others_alone() {
        begin("slow", 4);
        begin("slow", 4);

        begin("other", 10);
        begin("unknown", 9);

        assertThat(sizes).containsExactly(4, 10, 9);
    }

    @Test
    void should_drop_what_waits_when_nobody_waits_for_it_any_more() {
        begin("slow", 4);
        var cancellation = new Cancellation();
        CompletableFuture<List<Result>> waits =
                operation.apply(group("slow", 4), cancellation).toCompletableFuture();

        cancellation.cancel();
        operation.dropCancelled();

        assertThat(waits).isCompletedExceptionally();
        assertThat(dropped).isTrue();
        assertThat(sizes).containsExactly(4);
    }
}
