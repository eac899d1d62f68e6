package dev.reprise.service.kafka;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When a stream last took or sent a record. Whatever is under way shows in records: an emitter notes each page that it has read,
 * and a worker sends the result of each event.
 *
 * <p>Threading: safe for any number of threads.
 */
public final class StreamActivity {

    /** What is under way shows in a record before, mostly; not a slow page, or a write that is tried again for long. */
    static final Duration CALM_AFTER = Duration.ofSeconds(5);

    /** What was under way in silence is noticed so much later, at most. */
    static final Duration CALM_WAIT = Duration.ofMillis(500);

    private final LongSupplier nanoTime;
    private volatile long lastNanos;

    /**
     * Begins with activity: a stream that starts has much to do.
     *
     * @param nanoTime a clock that only goes forward
     */
    StreamActivity(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.lastNanos = nanoTime.getAsLong();
    }

    /** Notes that a record came or went. */
    void note() {
        lastNanos = nanoTime.getAsLong();
    }

    /** Returns how long to wait for records: as asked, but longer while there is nothing to do. Zero stays zero. */
    Duration waitFor(Duration asked) {
        return nanoTime.getAsLong() - lastNanos >= CALM_AFTER.toNanos() ? calmWait(asked) : asked;
    }

    /** Returns how long to wait for records when there is nothing else to do. Zero stays zero. */
    static Duration calmWait(Duration asked) {
        return !asked.isZero() && asked.compareTo(CALM_WAIT) < 0 ? CALM_WAIT : asked;
    }
}
