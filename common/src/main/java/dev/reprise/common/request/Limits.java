package dev.reprise.common.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How fast a job may go, and how much failure pauses it. {@code null} means no limit.
 *
 * <p>Threading: immutable.
 *
 * @param eventsPerSecond events emitted per second over all emitters, at least 1
 * @param maxFailures failed assets after which the job pauses
 * @param maxFailureRatio share of failed among processed assets, 0 to 1, above which the job pauses
 * @param productionLatencyP99Max the job gives way while production's 99th percentile is above this; {@code null} for what
 *     the deployment has as its default
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Limits(
        @Nullable Integer eventsPerSecond,
        @Nullable Long maxFailures,
        @Nullable Double maxFailureRatio,
        @Nullable Duration productionLatencyP99Max) {

    /** Below it the measurement itself is what is measured. */
    public static final Duration P99_MIN = Duration.ofMillis(1);

    /** A database so slow answers nobody in time. */
    public static final Duration P99_MAX = Duration.ofMinutes(1);

    /** No limit at all. */
    public static final Limits NONE = new Limits(null, null, null);

    public Limits {
        if (eventsPerSecond != null && eventsPerSecond < 1) {
            throw new IllegalArgumentException("eventsPerSecond must be at least 1, not " + eventsPerSecond);
        }
        if (maxFailures != null && maxFailures < 0) {
            throw new IllegalArgumentException("maxFailures must be at least 0, not " + maxFailures);
        }
        if (maxFailureRatio != null && !(maxFailureRatio >= 0 && maxFailureRatio <= 1)) {
            throw new IllegalArgumentException("maxFailureRatio must lie between 0 and 1, not " + maxFailureRatio);
        }
        if (productionLatencyP99Max != null
                && (productionLatencyP99Max.compareTo(P99_MIN) < 0 || productionLatencyP99Max.compareTo(P99_MAX) > 0)) {
            throw new IllegalArgumentException("productionLatencyP99Max must lie between " + P99_MIN + " and " + P99_MAX
                    + ", not " + productionLatencyP99Max);
        }
    }

    /** Creates the limits of a job that has no target of its own for production's latency. */
    public Limits(@Nullable Integer eventsPerSecond, @Nullable Long maxFailures, @Nullable Double maxFailureRatio) {
        this(eventsPerSecond, maxFailures, maxFailureRatio, null);
    }
}
