package dev.reprise.idproducer.emit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Permits at a steady rate. What is not used within {@link #BURST} is lost, so that a pause is not made up for in a rush.
 *
 * <p>Threading: confined to one emitting task.
 */
final class RateLimiter {

    /** Longer than the time between two looks, and short enough to hold the rate over any ten seconds. */
    private static final Duration BURST = Duration.ofMillis(250);

    private double permits;
    private long lastNanos;

    /** Begins with no permit at all. */
    RateLimiter(long nowNanos) {
        this.lastNanos = nowNanos;
    }

    /**
     * Returns how many events may go out now.
     *
     * @param perSecond the rate that holds now, 0 for a stop; {@code null} for no limit
     */
    int available(@Nullable Double perSecond, long nowNanos) {
        if (perSecond == null) {
            lastNanos = nowNanos;
            permits = 0;
            return Integer.MAX_VALUE;
        }
        double nanosPerSecond = Duration.ofSeconds(1).toNanos();
        double burst = Math.max(1, perSecond * BURST.toNanos() / nanosPerSecond);
        permits = Math.min(burst, permits + perSecond * (nowNanos - lastNanos) / nanosPerSecond);
        lastNanos = nowNanos;
        return perSecond == 0 ? 0 : (int) permits;
    }

    /** Takes permits; those that were not available are paid for before there are new ones. */
    void take(double events) {
        permits -= events;
    }
}
