package dev.reprise.idproducer.production;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that tells how production fares.
 *
 * <p>Threading: asked by one thread; what it has told may be read by any.
 */
public interface Signal extends AutoCloseable {

    /** Returns what it is called in messages and metrics. */
    String name();

    /** Returns how often it is asked. */
    Duration interval();

    /** Asks; comes back within a few seconds, whatever happens. */
    void ask();

    /** Returns the last answer; empty before the first one. */
    Optional<Answer> answer();

    /** Returns why it does not answer, in words; {@code null} where nobody knows. */
    @Nullable
    String trouble();

    /** Returns whether it speaks of jobs alone that have a target for production's latency. */
    default boolean needsTarget() {
        return false;
    }

    /** Returns the 99th percentile that it measures, in seconds; not a number where it measures none. */
    default double p99Seconds() {
        return Double.NaN;
    }

    @Override
    void close();

    /**
     * An answer.
     *
     * @param at when it came
     */
    record Answer(Instant at, Reading reading) {}
}
