package dev.reprise.worker.concurrency;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * As many rows as a rate needs, by Little's law: what it brings in twice the time that a group takes when nothing is in its way,
 * and in 20 ms. And at least a part of what waits: a commit waits for all of it, also for what came before the rate was cut.
 *
 * <p>Threading: safe for any number of threads.
 */
public final class RateInFlightLimit implements InFlightLimit {

    private static final int ROWS_MIN = 8;

    /** So 2,000 rows are over in the time of some 35 groups, however low the rate is. */
    private static final int PART = 8;

    /** What comes in so short a time goes together. */
    private static final long TOGETHER_NANOS = 20_000_000;

    private static final int TIMES = 2;

    /** The quickest group is forgotten by so small a part of the difference with each slower one. */
    private static final int FORGOTTEN_BY = 64;

    private static final double SECOND_NANOS = 1e9;

    private final Supplier<@Nullable Integer> perSecond;
    private final IntSupplier accepted;
    private final AtomicLong quickestNanos = new AtomicLong(Long.MAX_VALUE);

    /**
     * Creates a limit.
     *
     * @param perSecond rows per second; gives {@code null} for no limit
     * @param accepted rows that are in flight or wait
     */
    public RateInFlightLimit(Supplier<@Nullable Integer> perSecond, IntSupplier accepted) {
        this.perSecond = perSecond;
        this.accepted = accepted;
    }

    @Override
    public int rows() {
        Integer rate = perSecond.get();
        if (rate == null) {
            return Integer.MAX_VALUE;
        }
        long quickest = quickestNanos.get();
        double nanos = TOGETHER_NANOS + (quickest == Long.MAX_VALUE ? 0 : (double) TIMES * quickest);
        int least = Math.max(ROWS_MIN, accepted.getAsInt() / PART);
        return (int) Math.max(least, Math.ceil(rate * nanos / SECOND_NANOS));
    }

    @Override
    public void answered(long endedNanos, long tookNanos, int rowsInFlight, boolean failed) {
        // What is dropped is over at once, and says nothing of the database.
        if (!failed) {
            quickestNanos.updateAndGet(
                    quickest -> tookNanos < quickest ? tookNanos : quickest + (tookNanos - quickest) / FORGOTTEN_BY);
        }
    }
}
