package dev.reprise.endtoend.async;

import dev.reprise.common.async.Backoff;
import dev.reprise.worker.topology.async.AsyncLimits;
import dev.reprise.worker.topology.async.AsyncOperation;
import dev.reprise.worker.topology.async.AsyncProcessor;
import dev.reprise.worker.topology.async.CommitBarrier;
import dev.reprise.worker.topology.async.CommitGuard;
import dev.reprise.worker.topology.async.HeldRecord;
import dev.reprise.worker.topology.async.Retreat;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Forwards each record after a random while, like a remote system would. */
final class SlowEcho extends AsyncProcessor<HeldRecord<byte[], byte[]>, byte[]> {

    static final String BARRIER = "echo-barrier";

    private static final Retreat RETREAT = new Retreat(
            new Backoff(Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofSeconds(10), System::nanoTime),
            System::nanoTime,
            String::valueOf);

    /** What the instances of a test share. */
    static final class Watch {
        final AtomicInteger begun = new AtomicInteger();
        final AtomicInteger commits = new AtomicInteger();
        final AtomicInteger failures = new AtomicInteger();
        private final Random random;
        private final Executor executor;

        Watch(long seed, Executor executor) {
            this.random = new Random(seed);
            this.executor = executor;
        }
    }

    private final Watch watch;
    private final boolean deaf;

    /**
     * Creates the processor.
     *
     * @param deaf whether the barrier goes unheard, as if Kafka Streams did not call it any more
     */
    SlowEcho(CommitGuard guard, Watch watch, boolean deaf) {
        super(BARRIER, guard, new AsyncLimits(64, 5, 4, Duration.ofSeconds(20)), RETREAT);
        this.watch = watch;
        this.deaf = deaf;
    }

    @Override
    protected HeldRecord<byte[], byte[]> accept(HeldRecord<byte[], byte[]> held) {
        return held;
    }

    @Override
    protected AsyncOperation<HeldRecord<byte[], byte[]>, byte[]> operation() {
        return group -> {
            watch.begun.addAndGet(group.size());
            int millis = watch.random.nextInt(40);
            if (watch.failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                return CompletableFuture.failedFuture(new IllegalStateException("the remote system is away"));
            }
            List<byte[]> values =
                    group.stream().map(held -> held.record().value()).toList();
            return CompletableFuture.supplyAsync(
                    () -> values, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, watch.executor));
        };
    }

    @Override
    protected Object groupOf(HeldRecord<byte[], byte[]> item) {
        return "all";
    }

    @Override
    protected Object keyOf(HeldRecord<byte[], byte[]> item) {
        return item.origin().offset();
    }

    @Override
    protected HeldRecord<byte[], byte[]> originOf(HeldRecord<byte[], byte[]> item) {
        return item;
    }

    @Override
    protected void handOn(HeldRecord<byte[], byte[]> item, byte[] result) {
        context().forward(new Record<>(item.record().key(), result, 0L, new RecordHeaders()));
    }

    @Override
    protected void beforeCommit() {
        watch.commits.incrementAndGet();
    }

    @Override
    protected void start(ProcessorContext<byte[], byte[]> processorContext) {
        if (deaf) {
            CommitBarrier barrier = processorContext.getStateStore(BARRIER);
            barrier.beforeCommit(() -> {});
        }
    }
}
