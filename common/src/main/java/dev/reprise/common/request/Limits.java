package dev.reprise.common.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How fast a job may go, and how much failure pauses it. {@code null} means no limit.
 *
 * <p>Threading: immutable.
 *
 * @param eventsPerSecond events emitted per second over all emitters, at least 1
 * @param maxFailures failed assets after which the job pauses
 * @param maxFailureRatio share of failed among processed assets, 0 to 1, above which the job pauses
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Limits(@Nullable Integer eventsPerSecond, @Nullable Long maxFailures, @Nullable Double maxFailureRatio) {

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
    }
}
