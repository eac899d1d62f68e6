package dev.reprise.idproducer.emit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps the queue between the services short: what may still be emitted before the workers are behind by more than a
 * second or two of their own recent throughput. A short queue is what makes pausing, throttling and cancelling felt at
 * once.
 *
 * <p>Threading: measured by one thread, drawn on by every emitting task of the instance. Instances do not know of each
 * other: together they overshoot by at most one allowance each, until the next measurement.
 */
public final class Backlog {

    /** Commits of the workers come in steps of a second or so; over this time their mean is steady. */
    private static final Duration WINDOW = Duration.ofMillis(1500);

    /** A drop is believed more slowly than a rise: a worker that is late with a commit has not become slow. */
    private static final double DECAY_SECONDS = 4;

    /**
     * What is processed still counts as lag until it is committed and measured: a commit interval of the workers, one of
     * ours, and the time between measurements. Without it the queue would be shorter than one turn of this loop at any
     * throughput above the minimum, and workers that run dry would never get more.
     */
    private static final Duration UNCOMMITTED = Duration.ofSeconds(2);

    /**
     * A turn is a multiple of this many events, a group of the workers. Smaller ones would cost a cursor, a batch and a
     * request for a few events each, and odd ones would leave the workers with the ends of two runs in one group.
     */
    private static final int TURN_EVENTS = 64;

    /** Emission fills the queue up; between two fillings and two commits it is a little shorter. */
    private static final double FULL_SHARE = 0.75;

    private static final double SECOND_NANOS = 1e9;

    private final Bounds bounds;
    private final AtomicLong allowance = new AtomicLong();
    /** Who has asked since the last measurement. */
    private final Set<Object> askers = ConcurrentHashMap.newKeySet();

    private volatile int askersBefore;
    private volatile long lag;
    private volatile boolean isFull;
    private volatile double recentThroughput;
    private final ArrayDeque<Point> recent = new ArrayDeque<>();
    private long measuredAtNanos;
    private double throughput;

    /** How much was processed at some time. */
    private record Point(long nanos, long processed) {}

    /**
     * How long the queue may be.
     *
     * @param ahead the queue in time of the workers' throughput
     * @param eventsMin never shorter than this, or a slow start would stay slow
     * @param eventsMax never longer than this
     */
    public record Bounds(Duration ahead, long eventsMin, long eventsMax) {
        public Bounds {
            if (eventsMin < 1 || eventsMax < eventsMin) {
                throw new IllegalArgumentException("eventsMin " + eventsMin + " and eventsMax " + eventsMax
                        + " must be positive and in this order");
            }
        }
    }

    /** Creates a backlog that allows nothing until it is measured. */
    public Backlog(Bounds bounds) {
        this.bounds = bounds;
    }

    /**
     * Takes in a measurement.
     *
     * @param events events not yet processed
     * @param processed events processed since the topic began, by committed offsets
     * @param nowNanos when it was measured
     */
    public void measured(long events, long processed, long nowNanos) {
        double now = recentThroughput(processed, nowNanos);
        double seconds = (nowNanos - measuredAtNanos) / SECOND_NANOS;
        if (now > throughput) {
            // Up at once: workers that take whatever they get must get more, or a short queue would keep them slow.
            throughput = now;
        } else if (events > queueMax() / 2) {
            // Workers show what they can do only while enough waits for them: after a throttled job, or an hour without
            // any, the next one need not begin slowly.
            throughput += (now - throughput) * Math.min(1, Math.max(0, seconds) / DECAY_SECONDS);
        }
        measuredAtNanos = nowNanos;
        lag = events;
        isFull = events > FULL_SHARE * queueMax();
        recentThroughput = now;
        askersBefore = askers.size();
        askers.clear();
        allowance.set(Math.max(0, queueMax() - events));
    }

    private long queueMax() {
        long ahead = (long) (throughput * bounds.ahead().plus(UNCOMMITTED).toNanos() / SECOND_NANOS);
        return Math.max(bounds.eventsMin(), Math.min(bounds.eventsMax(), ahead));
    }

    /** Returns events per second since the first point within the window, or a little before it. */
    private double recentThroughput(long processed, long nowNanos) {
        recent.addLast(new Point(nowNanos, processed));
        while (recent.size() > 2 && nowNanos - secondOf(recent).nanos() >= WINDOW.toNanos()) {
            recent.removeFirst();
        }
        Point first = recent.getFirst();
        long nanos = Math.max(nowNanos - first.nanos(), WINDOW.toNanos());
        return Math.max(0, processed - first.processed()) / (nanos / SECOND_NANOS);
    }

    private static Point secondOf(ArrayDeque<Point> points) {
        var iterator = points.iterator();
        iterator.next();
        return iterator.next();
    }

    /** Returns how many events may be emitted before the next measurement. */
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, allowance.get());
    }

    /**
     * Returns how many events one of several may emit now: an equal part of what is left, so that whoever comes first
     * after a measurement does not take it all, every time; but not less than what is worth a turn. What others do not use
     * is there for all a moment later.
     *
     * @param asker an emitting task that has something to emit
     * @param jobs how many of its jobs are still to have their turn
     */
    int share(Object asker, int jobs) {
        askers.add(asker);
        int left = available();
        long parts = (long) Math.max(1, askersBefore) * Math.max(1, jobs);
        long turns = Math.max(1, left / parts / TURN_EVENTS);
        return (int) Math.min(left, turns * TURN_EVENTS);
    }

    /** Returns whether a task has had something to emit since the last measurement. */
    public boolean isAsked() {
        return !askers.isEmpty();
    }

    /** Takes what was emitted off the allowance. */
    void take(int events) {
        allowance.addAndGet(-events);
    }

    /** Returns whether the queue was about as long as it may be when it was last measured, so that emission waits. */
    public boolean isFull() {
        return isFull;
    }

    /** Returns how many events per second the workers processed lately. */
    public double eventsPerSecond() {
        return recentThroughput;
    }

    /** Returns how many events the workers had still to process when it was last measured. */
    public long lag() {
        return lag;
    }
}
