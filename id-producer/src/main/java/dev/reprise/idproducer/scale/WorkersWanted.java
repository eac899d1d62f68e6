package dev.reprise.idproducer.scale;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Says how many workers there should be. The lag alone does not tell: the queue is kept short whatever is left to do, so it
 * is as long before workers that are too few as before a database that is too slow.
 *
 * <ul>
 *   <li>No job needs workers: none.
 *   <li>Emission waits for the workers, and the database does not slow them down: as many as finish what is left within
 *       {@code reprise.scaling.finish-within}, by what one of them processes. While nobody knows what is left, one more than
 *       there are.
 *   <li>Something else is the limit, such as a rate or the database: as many as carry what is processed now, and no more
 *       than there are.
 * </ul>
 *
 * <p>Threading: updated by one thread, read by any.
 */
public final class WorkersWanted {

    /** Commits of workers come in steps of a second or so, and a new worker is slow until it is warm. */
    private static final double MEMORY_SECONDS = 20;

    /** With less to spare, a small change of the load would need another worker at once. */
    private static final double SPARE = 1.2;

    private static final double SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final double finishWithinSeconds;
    private final Supplier<Workforce> workforce;
    private final LongSupplier nanoTime;
    private double eventsPerSecond;
    private double oneWorker;
    private long updatedAtNanos;
    private boolean isLeading;
    private volatile double wanted = Double.NaN;

    /**
     * Creates the rule for an instance that does not lead jobs yet.
     *
     * @param finishWithin in this time the workers are to finish what is left
     * @param workforce the newest measurement
     * @param nanoTime a clock that only goes forward
     */
    public WorkersWanted(Duration finishWithin, Supplier<Workforce> workforce, LongSupplier nanoTime) {
        this.finishWithinSeconds = finishWithin.toNanos() / SECOND_NANOS;
        this.workforce = workforce;
        this.nanoTime = nanoTime;
    }

    /** Returns how many workers there should be; not a number while another instance leads the jobs. */
    public double wanted() {
        return wanted;
    }

    /** Takes in what is asked; to be called a few times a second while this instance leads the jobs. */
    public void update(Demand demand) {
        Workforce force = workforce.get();
        long nowNanos = nanoTime.getAsLong();
        double seconds = isLeading ? (nowNanos - updatedAtNanos) / SECOND_NANOS : MEMORY_SECONDS;
        double weight = Math.min(1, Math.max(0, seconds) / MEMORY_SECONDS);
        isLeading = true;
        updatedAtNanos = nowNanos;
        eventsPerSecond += (force.eventsPerSecond() - eventsPerSecond) * weight;
        boolean areWorkersTheLimit = force.isBehind() && !demand.isSlowed();
        if (areWorkersTheLimit && force.workers() > 0) {
            double each = force.eventsPerSecond() / force.workers();
            oneWorker = oneWorker == 0 ? each : oneWorker + (each - oneWorker) * weight;
        }
        wanted = demand.isAny() ? Math.max(1, Math.min(needed(demand, force, areWorkersTheLimit), force.useful())) : 0;
    }

    /** Another instance leads the jobs now. */
    public void forget() {
        isLeading = false;
        eventsPerSecond = 0;
        oneWorker = 0;
        wanted = Double.NaN;
    }

    private int needed(Demand demand, Workforce force, boolean areWorkersTheLimit) {
        if (oneWorker <= 0) {
            return force.workers();
        }
        if (!areWorkersTheLimit) {
            return Math.min(force.workers(), workers(eventsPerSecond * SPARE));
        }
        return demand.left().isPresent()
                ? workers(demand.left().getAsLong() / finishWithinSeconds)
                : force.workers() + 1;
    }

    private int workers(double perSecond) {
        return (int) Math.ceil(Math.min(perSecond / oneWorker, Integer.MAX_VALUE));
    }
}
