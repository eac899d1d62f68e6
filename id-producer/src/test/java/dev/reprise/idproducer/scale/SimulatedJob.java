package dev.reprise.idproducer.scale;

import dev.reprise.idproducer.emit.Backlog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * A job, the queue before the workers and the workers themselves, in simulated time; the queue is kept by the real {@link
 * Backlog}. What workers have processed is seen a commit later.
 *
 * <p>Threading: one thread.
 */
final class SimulatedJob {

    /** Measurements of the lag in a second. */
    private static final int STEPS = 4;

    /** A pod is started, and its process ready, after this. */
    private static final int START_SECONDS = 25;

    private static final int PARTITIONS = 64;
    private static final long STEP_NANOS = Duration.ofSeconds(1).toNanos() / STEPS;

    private final Rates rates;
    private final Backlog backlog = new Backlog(new Backlog.Bounds(Duration.ofMillis(1500), 2_000, 200_000));
    private final WorkersWanted wanted;
    private final Deque<Long> uncommitted = new ArrayDeque<>();
    private final Deque<Integer> starting = new ArrayDeque<>();
    private long toEmit;
    private double emitted;
    private double processed;
    private long committed;
    private long nanos;
    private int ready;
    private boolean isPaused;

    /**
     * How fast each may be, in events per second.
     *
     * @param job the rate of the job
     * @param worker what one worker can process
     * @param database what the database takes of all workers
     */
    record Rates(double job, double worker, double database) {}

    SimulatedJob(long events, Rates rates, Duration finishWithin) {
        this.toEmit = events;
        this.rates = rates;
        this.wanted = new WorkersWanted(
                finishWithin,
                () -> new Workforce(ready, PARTITIONS, backlog.eventsPerSecond(), backlog.isFull()),
                () -> nanos);
    }

    void pause(boolean now) {
        isPaused = now;
    }

    /** Returns what the metric {@code reprise_worker_wanted} shows. */
    double wanted() {
        return wanted.wanted();
    }

    /** Returns what the metric of the consumer group's lag shows. */
    double lag() {
        return backlog.lag();
    }

    int ready() {
        return ready;
    }

    boolean isOver() {
        return toEmit == 0 && committed >= (long) emitted;
    }

    /** Lets a second pass in which there are to be so many pods. */
    void tick(int pods) {
        starting.addLast(pods);
        int before = starting.size() > START_SECONDS ? starting.removeFirst() : starting.getFirst();
        ready = Math.min(pods, before);
        for (int step = 0; step < STEPS; step++) {
            step();
        }
        wanted.update(demand());
    }

    private void step() {
        nanos += STEP_NANOS;
        if (!isPaused) {
            long now = Math.min((long) Math.min(backlog.available(), rates.job() / STEPS), toEmit);
            emitted += now;
            toEmit -= now;
            double perSecond = Math.min(ready * rates.worker(), rates.database());
            processed = Math.min(emitted, processed + perSecond / STEPS);
        }
        uncommitted.addLast((long) processed);
        if (uncommitted.size() > STEPS) {
            committed = uncommitted.removeFirst();
        }
        backlog.measured((long) emitted - committed, committed, nanos);
    }

    private Demand demand() {
        boolean isSlowed = ready * rates.worker() > rates.database();
        return isPaused || isOver()
                ? Demand.NONE
                : new Demand(true, (long) emitted - committed, OptionalLong.of(toEmit), isSlowed);
    }
}
