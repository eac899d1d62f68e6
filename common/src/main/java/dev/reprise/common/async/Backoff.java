package dev.reprise.common.async;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long to pause after each of a row of failures: twice as long as the last time, up to a bound, and from the
 * beginning again once it has been calm for a while. Without jitter: for what happens once a process, not once a request.
 *
 * <p>Threading: safe for any number of threads.
 */
public final class Backoff {

    private final Duration first;
    private final Duration longest;
    private final Duration calm;
    private final LongSupplier nanoTime;
    private Duration next;
    private long lastEndNanos;

    /**
     * Creates the backoff.
     *
     * @param first pause after the first failure
     * @param longest no pause is longer
     * @param calm no failure for so long after the end of a pause counts as fixed
     * @param nanoTime a clock that only goes forward
     */
    public Backoff(Duration first, Duration longest, Duration calm, LongSupplier nanoTime) {
        this.first = first;
        this.longest = longest;
        this.calm = calm;
        this.nanoTime = nanoTime;
        this.next = first;
        this.lastEndNanos = nanoTime.getAsLong();
    }

    /** Notes a failure and returns how long to pause now. */
    public synchronized Duration next() {
        long now = nanoTime.getAsLong();
        if (isCalm()) {
            next = first;
        }
        Duration pause = next;
        Duration doubled = pause.multipliedBy(2);
        next = doubled.compareTo(longest) > 0 ? longest : doubled;
        lastEndNanos = now + pause.toNanos();
        return pause;
    }

    /** Returns whether the last failure, if there was one, counts as fixed. */
    public synchronized boolean isCalm() {
        return nanoTime.getAsLong() - lastEndNanos > calm.toNanos();
    }
}
