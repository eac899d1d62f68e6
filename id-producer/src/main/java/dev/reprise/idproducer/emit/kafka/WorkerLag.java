package dev.reprise.idproducer.emit.kafka;

import dev.reprise.common.topic.Topics;
import dev.reprise.idproducer.emit.Backlog;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures how far the workers are behind, a few times a second, by the offsets their group has committed. Offsets are
 * not counts: this paces and scales, and never enters the ledger.
 *
 * <p>Threading: a thread of its own.
 */
public final class WorkerLag implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerLag.class);

    private static final long INTERVAL_MILLIS = 300;

    private static final long ANSWER_SECONDS_MAX = 5;

    private final Admin admin;
    private final Topics topics;
    private final int partitions;
    private final Backlog backlog;
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "worker-lag"));

    /**
     * Creates the measurement.
     *
     * @param partitions partitions of {@code reprocess-events}
     */
    public WorkerLag(Admin admin, Topics topics, int partitions, Backlog backlog, LongSupplier nanoTime) {
        this.admin = admin;
        this.topics = topics;
        this.partitions = partitions;
        this.backlog = backlog;
        this.nanoTime = nanoTime;
    }

    /** Begins to measure. */
    public void start() {
        var unused = thread.scheduleWithFixedDelay(this::measure, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Stops measuring; does not close the admin client. */
    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void measure() {
        try {
            Map<TopicPartition, OffsetSpec> first = new HashMap<>();
            Map<TopicPartition, OffsetSpec> end = new HashMap<>();
            for (int partition = 0; partition < partitions; partition++) {
                var one = new TopicPartition(topics.events(), partition);
                first.put(one, OffsetSpec.earliest());
                end.put(one, OffsetSpec.latest());
            }
            var ends = admin.listOffsets(end).all();
            var firsts = admin.listOffsets(first).all();
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(topics.workerGroup())
                    .partitionsToOffsetAndMetadata()
                    .get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
            long lag = 0;
            long processed = 0;
            for (var entry : ends.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS).entrySet()) {
                OffsetAndMetadata offset = committed.get(entry.getKey());
                var beginning = firsts.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS).get(entry.getKey());
                long at = offset != null ? offset.offset() : beginning == null ? 0 : beginning.offset();
                lag += Math.max(0, entry.getValue().offset() - at);
                processed += at;
            }
            backlog.measured(lag, processed, nanoTime.getAsLong());
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            // The thread ends with whatever is thrown. Without a measurement the last allowance is used up and then
            // nothing is emitted: the safe side.
            LOG.warn("event=worker-lag-unknown reason=\"{}\"", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
