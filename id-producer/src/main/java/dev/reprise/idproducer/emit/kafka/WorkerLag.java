package dev.reprise.idproducer.emit.kafka;

import dev.reprise.common.topic.EventQueue;
import dev.reprise.common.topic.Topics;
import dev.reprise.idproducer.emit.Backlog;
import dev.reprise.service.failure.FatalErrors;
import dev.reprise.topics.kafka.QueueMeasurement;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures how far the workers are behind, a few times a second, by the offsets their group has committed. Offsets are
 * not counts: this paces and scales, and never enters the ledger.
 *
 * <p>Threading: a thread of its own; the newest measurement may be read by any.
 */
public final class WorkerLag implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerLag.class);

    private static final long INTERVAL_MILLIS = 300;

    private static final long ANSWER_SECONDS_MAX = 5;

    private final Admin admin;
    private final Topics topics;
    private final IntSupplier partitions;
    private final Backlog backlog;
    private final LongSupplier nanoTime;
    private volatile EventQueue latest = EventQueue.UNKNOWN;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "worker-lag"));

    /**
     * Creates the measurement.
     *
     * @param partitions number of partitions of {@code reprocess-events}; asked once the topic is there
     */
    public WorkerLag(Admin admin, Topics topics, IntSupplier partitions, Backlog backlog, LongSupplier nanoTime) {
        this.admin = admin;
        this.topics = topics;
        this.partitions = partitions;
        this.backlog = backlog;
        this.nanoTime = nanoTime;
    }

    /** Returns the newest measurement. */
    public EventQueue latest() {
        return latest;
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
            Map<Integer, EventQueue.Place> places = QueueMeasurement.begin(admin, topics, partitions.getAsInt())
                    .get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)
                    .partitions();
            var queue = new EventQueue(latest.number() + 1, places);
            latest = queue;
            backlog.measured(queue.lag(), queue.processed(), nanoTime.getAsLong());
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            // The thread ends with whatever is thrown. Without a measurement the last allowance is used up and then
            // nothing is emitted: the safe side.
            LOG.warn("event=worker-lag-unknown reason=\"{}\"", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (VirtualMachineError e) {
            // The executor would keep it to itself and never measure again.
            FatalErrors.endProcessIfFatal(e);
            throw e;
        }
    }
}
