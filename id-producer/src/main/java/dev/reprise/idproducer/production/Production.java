package dev.reprise.idproducer.production;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How production fares, by all signals there are.
 *
 * <p>Threading: immutable.
 *
 * @param readings one for each signal
 */
public record Production(List<Reading> readings) {

    /** There is no signal. */
    public static final Production UNWATCHED = new Production(List.of());

    public Production {
        readings = List.copyOf(readings);
    }

    /** Returns what the strictest signal says; none overrides another. */
    Verdict judge(@Nullable Duration p99Max, Instant since) {
        return readings.stream().map(reading -> reading.judge(p99Max, since)).reduce(Verdict.FREE, Verdict::stricter);
    }
}
