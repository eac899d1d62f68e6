package dev.reprise.worker.topology.async;

import dev.reprise.service.kafka.ChangesOnlyProducer;
import dev.reprise.service.kafka.QuietClients;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second line behind the {@link CommitBarrier}: producers that refuse a commit which would break the promise.
 *
 * <p>All tasks of a thread share one producer and one transaction. So a commit is refused while any of them has operations
 * in flight, and also when one has taken records whose offsets are not in this commit: its results may be in the
 * transaction already, and would be committed without their offsets. The first never happens as long as Kafka Streams
 * calls the barrier. The second happens in Kafka Streams 4.1 when a task is found corrupted: its healthy neighbours are
 * committed before it is closed ({@code TaskManager.handleCorruption}).
 *
 * <p>Threading: safe for any number of threads; each task belongs to one.
 */
public final class CommitGuard extends QuietClients {

    private static final Logger LOG = LoggerFactory.getLogger(CommitGuard.class);

    private final Map<Thread, Set<WatchedTask>> tasksByThread = new ConcurrentHashMap<>();
    private final LongAdder refusals = new LongAdder();
    private final LongSupplier nanoTime;
    private final CommitTimes times;

    /**
     * Creates a guard that watches nothing yet.
     *
     * @param nanoTime a clock that only goes forward
     * @param times is told how long commits take
     */
    public CommitGuard(LongSupplier nanoTime, CommitTimes times) {
        super(nanoTime);
        this.nanoTime = nanoTime;
        this.times = times;
    }

    /** Notes a task of the calling thread; to be called on the stream thread. */
    void watch(WatchedTask task) {
        // A thread that died in the middle of an error may have closed nothing.
        tasksByThread.keySet().removeIf(thread -> !thread.isAlive());
        tasksByThread
                .computeIfAbsent(Thread.currentThread(), thread -> ConcurrentHashMap.newKeySet())
                .add(task);
    }

    /** Forgets a task of the calling thread; to be called when it is closed. */
    void forget(WatchedTask task) {
        tasksByThread.computeIfPresent(Thread.currentThread(), (thread, tasks) -> {
            tasks.remove(task);
            return tasks.isEmpty() ? null : tasks;
        });
    }

    /**
     * Poisons all tasks of the calling thread: when one gives up, Kafka Streams closes them all, and asks each to flush
     * before; there is no point in waiting for what will be replayed.
     */
    void poisonAll(AsyncFailureException cause) {
        ofThisThread().forEach(task -> task.poison(cause));
    }

    /** Returns how often a commit was refused. */
    public long refusals() {
        return refusals.sum();
    }

    /** Returns how many tasks are watched. */
    int watched() {
        return tasksByThread.values().stream().mapToInt(Set::size).sum();
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new GuardedProducer(config);
    }

    /**
     * Throws when offsets must not be committed.
     *
     * @throws CommitFailedException which Kafka Streams takes for a lost race: it aborts, closes the tasks dirty and
     *     replays
     */
    void refuseWhatBreaksThePromise(Set<TopicPartition> committed) {
        int inFlight = ofThisThread().stream().mapToInt(WatchedTask::inFlight).sum();
        if (inFlight > 0) {
            throw refused("offsets would be committed while " + inFlight + " operations are in flight");
        }
        for (WatchedTask task : ofThisThread()) {
            if (!committed.containsAll(task.uncommitted())) {
                throw refused("results of " + task.uncommitted() + " would be committed without their offsets");
            }
        }
    }

    /** Notes how long a task has waited until nothing was in flight. */
    void drained(long tookNanos) {
        times.drained(tookNanos);
    }

    /** Notes that the transaction of the calling thread is committed. */
    void committed() {
        ofThisThread().forEach(WatchedTask::committed);
    }

    private Set<WatchedTask> ofThisThread() {
        return tasksByThread.getOrDefault(Thread.currentThread(), Set.of());
    }

    private CommitFailedException refused(String reason) {
        refusals.increment();
        LOG.error("event=commit-refused reason=\"{}\"", reason);
        return new CommitFailedException(reason);
    }

    private final class GuardedProducer extends ChangesOnlyProducer {

        GuardedProducer(Map<String, Object> config) {
            super(config, activity());
        }

        @Override
        public void sendOffsetsToTransaction(
                Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata groupMetadata) {
            refuseWhatBreaksThePromise(offsets.keySet());
            super.sendOffsetsToTransaction(offsets, groupMetadata);
        }

        @Override
        public void commitTransaction() {
            boolean isIdle = changesNothing();
            long begun = nanoTime.getAsLong();
            super.commitTransaction();
            if (!isIdle) {
                times.committed(nanoTime.getAsLong() - begun);
            }
            CommitGuard.this.committed();
        }
    }
}
