package dev.reprise.idproducer.emit.kafka;

import dev.reprise.common.topic.EventQueue;
import dev.reprise.common.topic.Topics;
import dev.reprise.idproducer.emit.Backlog;
import dev.reprise.idproducer.scale.Workforce;
import dev.reprise.service.failure.FatalErrors;
import dev.reprise.topics.kafka.QueueMeasurement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
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

    /** Kafka Streams calls a consumer so after the name of its process. */
    private static final String THREAD = "-StreamThread-";

    private final Supplier<Admin> admin;
    private final Topics topics;
    private final IntSupplier partitions;
    private final Backlog backlog;
    private final LongSupplier nanoTime;
    private volatile EventQueue latest = EventQueue.UNKNOWN;
    private volatile Group group = new Group(0, 0);
    private final MeasurementPace pace = new MeasurementPace();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "worker-lag"));

    /** The members of the workers' group, one for each stream thread, and the processes that they belong to. */
    record Group(int members, int processes) {

        static Group of(List<String> clientIds) {
            long processes = clientIds.stream()
                    .map(clientId -> clientId.split(THREAD, 2)[0])
                    .distinct()
                    .count();
            return new Group(clientIds.size(), (int) processes);
        }

        /**
         * Returns how many processes could have something to do. A partition more than there are threads finds no thread; a
         * thread more than there are partitions idles.
         */
        int useful(int partitions) {
            return members == 0 ? partitions : (partitions * processes + members - 1) / members;
        }
    }

    /**
     * Creates the measurement.
     *
     * @param admin asked from {@link #start} on
     * @param partitions number of partitions of {@code reprocess-events}; asked once the topic is there
     */
    public WorkerLag(
            Supplier<Admin> admin, Topics topics, IntSupplier partitions, Backlog backlog, LongSupplier nanoTime) {
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

    /** Returns the workers there are, and how they do. */
    public Workforce workforce() {
        Group now = group;
        return new Workforce(
                now.processes(), now.useful(partitions.getAsInt()), backlog.eventsPerSecond(), backlog.isFull());
    }

    /** Begins to measure. */
    public void start() {
        var unused = thread.scheduleWithFixedDelay(this::look, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Stops measuring; does not close the admin client. */
    @Override
    public void close() {
        thread.shutdownNow();
    }

    /** Without an answer the last count holds. */
    private void count() {
        String name = topics.workerGroup();
        var answers = admin.get().describeConsumerGroups(List.of(name)).describedGroups();
        var unused = Objects.requireNonNull(answers.get(name)).whenComplete((found, failure) -> {
            if (failure == null) {
                group = Group.of(found.members().stream()
                        .map(MemberDescription::clientId)
                        .toList());
            } else if (failure instanceof GroupIdNotFoundException) {
                group = new Group(0, 0);
            } else {
                LOG.warn("event=workers-unknown reason=\"{}\"", failure.toString());
            }
        });
    }

    private void look() {
        if (pace.isDue(backlog.isAsked())) {
            measure();
        }
    }

    private void measure() {
        try {
            Map<Integer, EventQueue.Place> places = QueueMeasurement.begin(admin.get(), topics, partitions.getAsInt())
                    .get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)
                    .partitions();
            var queue = new EventQueue(latest.number() + 1, places);
            if (pace.isCountDue()) {
                count();
            }
            pace.measured(latest, queue, backlog.isAsked());
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
