package dev.reprise.endtoend.async;

import dev.reprise.common.async.Backoff;
import dev.reprise.worker.topology.async.AsyncLimits;
import dev.reprise.worker.topology.async.AsyncOperation;
import dev.reprise.worker.topology.async.AsyncProcessor;
import dev.reprise.worker.topology.async.CommitBarrier;
import dev.reprise.worker.topology.async.CommitGuard;
import dev.reprise.worker.topology.async.ConsumedRecord;
import dev.reprise.worker.topology.async.InFlightBudget;
import dev.reprise.worker.topology.async.RestartBackoff;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Forwards each record after a random while, like a remote system would. */
final class SlowEcho extends AsyncProcessor<ConsumedRecord<byte[], byte[]>, byte[]> {

    static final String BARRIER = "echo-barrier";

    /** What the instances of a test share, and what is to go wrong. */
    static final class Watch {
        final AtomicInteger begun = new AtomicInteger();

        /** How often the barrier was passed. */
        final AtomicInteger commits = new AtomicInteger();

        /** How many results were forwarded, in whatever transaction. */
        final AtomicInteger forwarded = new AtomicInteger();

        /** How many operations are still to fail. */
        final AtomicInteger failures = new AtomicInteger();

        /** How many commits are still to be aborted after all results were forwarded. */
        final AtomicInteger aborts = new AtomicInteger();

        /** How many tasks are still to be found corrupted after they have forwarded something. */
        final AtomicInteger corruptions = new AtomicInteger();

        /** Asks for a commit each so many records; 0 for never. */
        volatile int commitEach;

        /** Whether the barrier goes unheard, as if Kafka Streams did not call it any more. */
        volatile boolean deaf;

        /** Tighter than what several tasks would take. */
        final InFlightBudget budget = new InFlightBudget(128, 32);

        final RestartBackoff retreat = new RestartBackoff(
                new Backoff(Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofSeconds(10), System::nanoTime),
                System::nanoTime,
                String::valueOf);
        private final Random random;
        private final Executor executor;

        Watch(long seed, Executor executor) {
            this.random = new Random(seed);
            this.executor = executor;
        }

        private static boolean take(AtomicInteger left) {
            return left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
        }
    }

    private final Watch watch;
    private int accepted;
    private int forwarded;

    SlowEcho(CommitGuard guard, Watch watch) {
        super(BARRIER, guard, new AsyncLimits(5, 4, Duration.ofSeconds(20)), watch.budget, watch.retreat);
        this.watch = watch;
    }

    @Override
    protected ConsumedRecord<byte[], byte[]> accept(ConsumedRecord<byte[], byte[]> held) {
        accepted++;
        if (forwarded > 0 && Watch.take(watch.corruptions)) {
            throw new TaskCorruptedException(Set.of(context().taskId()));
        }
        if (watch.commitEach > 0 && accepted % watch.commitEach == 0) {
            context().commit();
        }
        return held;
    }

    @Override
    protected AsyncOperation<ConsumedRecord<byte[], byte[]>, byte[]> operation() {
        return (group, cancellation) -> {
            watch.begun.addAndGet(group.size());
            int millis = watch.random.nextInt(40);
            if (Watch.take(watch.failures)) {
                return CompletableFuture.failedFuture(new IllegalStateException("the remote system is away"));
            }
            List<byte[]> values =
                    group.stream().map(held -> held.record().value()).toList();
            return CompletableFuture.supplyAsync(
                    () -> values, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, watch.executor));
        };
    }

    @Override
    protected Object groupOf(ConsumedRecord<byte[], byte[]> item) {
        return "all";
    }

    @Override
    protected Object keyOf(ConsumedRecord<byte[], byte[]> item) {
        return item.offset();
    }

    @Override
    protected ConsumedRecord<byte[], byte[]> originOf(ConsumedRecord<byte[], byte[]> item) {
        return item;
    }

    @Override
    protected void handOn(ConsumedRecord<byte[], byte[]> item, byte[] result) {
        forwarded++;
        watch.forwarded.incrementAndGet();
        context().forward(new Record<>(item.record().key(), result, 0L, new RecordHeaders()));
    }

    @Override
    protected void beforeCommit() {
        watch.commits.incrementAndGet();
        if (forwarded > 0 && Watch.take(watch.aborts)) {
            throw new TaskMigratedException("the test aborts this commit", new IllegalStateException("test"));
        }
    }

    @Override
    protected void start(ProcessorContext<byte[], byte[]> processorContext) {
        forwarded = 0;
        if (watch.deaf) {
            CommitBarrier barrier = processorContext.getStateStore(BARRIER);
            barrier.beforeCommit(() -> {});
        }
    }
}
