package dev.reprise.workload.livewriter;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Timestamps of a client, as the driver's default generator makes them: the clock in microseconds, and one more than
 * the last where the clock has not moved. May be set wrong on purpose.
 *
 * <p>Threading: one thread.
 */
public final class WriteClock {

    private final InstantSource clock;
    private final Duration skew;
    private long lastMicros = Long.MIN_VALUE;

    /**
     * Creates a clock.
     *
     * @param clock the true time
     * @param skew how far this client's clock is ahead; negative when it lags
     */
    public WriteClock(InstantSource clock, Duration skew) {
        this.clock = clock;
        this.skew = skew;
    }

    /** Returns the time as this client believes it to be. */
    public Instant now() {
        return clock.instant().plus(skew);
    }

    /** Returns a timestamp above all earlier ones. */
    public long nextMicros() {
        lastMicros = Math.max(lastMicros + 1, ChronoUnit.MICROS.between(Instant.EPOCH, now()));
        return lastMicros;
    }

    /** Returns the microsecond after the last timestamp, as a burst of writes within one millisecond gets it. */
    public long followingMicros() {
        if (lastMicros == Long.MIN_VALUE) {
            return nextMicros();
        }
        lastMicros++;
        return lastMicros;
    }
}
