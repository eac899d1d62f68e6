package dev.reprise.topics.kafka;

import java.time.Duration;

/**
 * How long a reader waits before it gives up.
 *
 * <p>Threading: immutable.
 *
 * @param max the longest wait; more than nothing
 * @param renewed whether the wait begins anew with every progress; otherwise it is that of the whole reading
 */
public record Patience(Duration max, boolean renewed) {

    public Patience {
        if (max.isNegative() || max.isZero()) {
            throw new IllegalArgumentException("a reader must wait for more than nothing, not " + max);
        }
    }

    /** Bounds the time without any progress: a topic of any size is read to its end. */
    public static Patience withoutProgress(Duration max) {
        return new Patience(max, true);
    }

    /** Bounds the whole time, from the opening of the topic on. */
    public static Patience altogether(Duration max) {
        return new Patience(max, false);
    }
}
