package dev.reprise.audit;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whether the rest of a row's life is what its write gave it.
 *
 * <p>Threading: as its clock.
 */
final class Lifetime {

    /** Clocks of client, server and auditor, and whole seconds of a TTL. */
    private static final long TOLERANCE_SECONDS = 10;

    /**
     * How much later a life may end: the write was held up, by a server that stood still or by a client whose clock is
     * ahead; and a job writes again what was left when it read, with its own retries and stalls in between.
     */
    private static final long EXTENSION_SECONDS_MAX = 120;

    /** How much earlier: a client whose clock is behind. */
    private static final long SHORTENING_SECONDS_MAX = 30;

    private final InstantSource clock;

    /** What can be said of a rest. */
    enum Rest {
        AS_GIVEN,
        /** It has no end any more. */
        LOST,
        /** Nobody gave it this end. */
        WRONG,
        /** It should be over. */
        OUTLIVED
    }

    /**
     * Creates the rules.
     *
     * @param clock tells when a row was read: it is judged at once, and the last of a table may come long after the first
     */
    Lifetime(InstantSource clock) {
        this.clock = clock;
    }

    /** Returns whether a row may be over that was written so. */
    boolean mayHaveExpired(PastWrite write) {
        return write.ttlSeconds() > 0 && !clock.instant().isBefore(end(write).minusSeconds(TOLERANCE_SECONDS));
    }

    /**
     * Judges a rest.
     *
     * @param restSeconds rest of the life; {@code null} for no end
     */
    Rest judge(PastWrite write, @Nullable Integer restSeconds) {
        if (write.ttlSeconds() == 0) {
            return restSeconds == null ? Rest.AS_GIVEN : Rest.WRONG;
        }
        Instant readAt = clock.instant();
        Instant latest = end(write).plusSeconds(EXTENSION_SECONDS_MAX);
        if (readAt.isAfter(latest)) {
            return Rest.OUTLIVED;
        }
        if (restSeconds == null) {
            return Rest.LOST;
        }
        Instant end = readAt.plusSeconds(restSeconds);
        boolean inTime = !end.isAfter(latest) && !end.isBefore(end(write).minusSeconds(SHORTENING_SECONDS_MAX));
        return inTime ? Rest.AS_GIVEN : Rest.WRONG;
    }

    private static Instant end(PastWrite write) {
        return Instant.EPOCH.plus(write.timestampMicros(), ChronoUnit.MICROS).plusSeconds(write.ttlSeconds());
    }
}
