package dev.reprise.iceberg.kafka;

import dev.reprise.iceberg.progress.ReadPositions;
import dev.reprise.iceberg.progress.TopicState;
import dev.reprise.service.failure.FatalErrors;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures how many records of the topic are not committed to the tables yet, whatever the writer does meanwhile: it is
 * needed most when the writer cannot work. Marks of transactions look like records.
 *
 * <p>Threading: a thread of its own; the newest measurement may be read by any.
 */
public final class TopicLag implements AutoCloseable {

    private static final long INTERVAL_SECONDS = 5;

    private final TopicOffsets topic;
    private final Supplier<@Nullable ReadPositions> committed;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "topic-lag");
        made.setDaemon(true);
        return made;
    });
    private volatile double records = Double.NaN;

    /**
     * Creates the measurement.
     *
     * @param committed how far the topic is in all tables; {@code null} while that is not known
     */
    public TopicLag(TopicOffsets topic, Supplier<@Nullable ReadPositions> committed) {
        this.topic = topic;
        this.committed = committed;
    }

    /** Begins to measure. */
    public void start() {
        var unused = thread.scheduleWithFixedDelay(this::measureOrForget, 0, INTERVAL_SECONDS, TimeUnit.SECONDS);
    }

    /** Returns the newest measurement; not a number while Kafka does not answer. */
    public double records() {
        return records;
    }

    /** Stops measuring; does not close the admin client. */
    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void measureOrForget() {
        try {
            TopicState state = topic.state();
            records = (double) records(state, topic.ends(state.begins().keySet()), committed.get());
        } catch (RuntimeException e) {
            // Readiness says that Kafka is away.
            records = Double.NaN;
        } catch (VirtualMachineError e) {
            // The executor would keep it to itself and never measure again.
            FatalErrors.endProcessIfFatal(e);
            throw e;
        }
    }

    /** While nobody knows what is committed, all that the topic has may be missing. */
    static long records(TopicState state, Map<Integer, Long> ends, @Nullable ReadPositions committed) {
        Map<Integer, Long> read =
                committed != null && committed.topicId().equals(state.id()) ? committed.next() : Map.of();
        long sum = 0;
        for (Map.Entry<Integer, Long> end : ends.entrySet()) {
            long begin = state.begins().getOrDefault(end.getKey(), 0L);
            long next = Math.max(begin, read.getOrDefault(end.getKey(), 0L));
            sum += Math.max(0, end.getValue() - next);
        }
        return sum;
    }
}
