package dev.reprise.idproducer.production;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that goes on when the test says so. */
public final class HandClock extends Clock {

    private Instant now = Instant.parse("2024-06-01T00:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    /** Returns the same as a clock that only goes forward. */
    public long nanos() {
        return Duration.between(Instant.EPOCH, now).toNanos();
    }

    /** Lets time go by. */
    public void forward(Duration by) {
        now = now.plus(by);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
