package dev.reprise.localstack.process;

import java.time.Duration;

/**
 * A span of time that began when it was made. The only place of this module that reads a clock, and that one is
 * monotonic: setting the machine's time moves no deadline.
 */
public record Deadline(Duration within, long startedNanos) {
    public Deadline {
        if (within.isNegative()) {
            throw new IllegalArgumentException("a deadline lies ahead, not " + within);
        }
    }

    public static Deadline in(Duration within) {
        return new Deadline(within, System.nanoTime());
    }

    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    /** What is left, never negative. */
    public Duration left() {
        Duration left = within.minus(elapsed());
        return left.isNegative() ? Duration.ZERO : left;
    }

    public boolean hasPassed() {
        return left().isZero();
    }
}
