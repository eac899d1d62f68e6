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
import dev.reprise.worker.topology.async.AsyncOperation;
import dev.reprise.worker.topology.async.ConsumedRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** An operation that ends a group when told to, with groups of events for it. */
final class FakeOperation implements AsyncOperation<EventItem, Result> {

    private static final ConsumedRecord<byte[], byte[]> CONSUMED =
            new ConsumedRecord<>(new Record<>(new byte[0], new byte[0], 0), "events", 0, 0);

    private final List<CompletableFuture<List<Result>>> begun = new ArrayList<>();

    /** Of the groups that have begun. */
    final List<Integer> sizes = new ArrayList<>();

    boolean dropped;

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

    void end(int group) {
        begun.get(group).complete(Collections.nCopies(sizes.get(group), new Result.Done(Outcome.CHANGED, false)));
    }

    /** Gives a group to an operation before this one. */
    static CompletableFuture<List<Result>> apply(
            AsyncOperation<EventItem, Result> operation, String job, int rows, Cancellation cancellation) {
        return operation.apply(group(job, rows), cancellation).toCompletableFuture();
    }

    static void begin(AsyncOperation<EventItem, Result> operation, String job, int rows) {
        assertThat(apply(operation, job, rows, new Cancellation())).isNotDone();
    }

    private static List<EventItem> group(String job, int rows) {
        return IntStream.range(0, rows)
                .mapToObj(row -> new AssetEvent(job, "movie", "2024-01", new UUID(0x1000, row)))
                .map(event -> new EventItem(event, 1, CONSUMED))
                .toList();
    }

    /** Returns a running job that is called after its processor. */
    static JobBrief job(String id, @Nullable Integer heldTo) {
        var pinned = new Pinned(new ProcessorSpec(id, Map.of()), Map.of(), Map.of());
        var terms = new JobBrief.Terms(Mode.RUN, false, null, 1, null, pinned, Instant.EPOCH, heldTo);
        return new JobBrief(id, JobStatus.RUNNING, false, terms);
    }
}
