package dev.reprise.bench;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a run took.
 *
 * @param work from the first row, or its event, to the last row that is written and, where there is something to commit,
 *     committed
 * @param whole with everything that goes before and after, such as planning and verifying; the same as {@code work} where
 *     there is nothing
 * @param handedOn part of the work: until the workers have committed every row, and another service has to end it;
 *     {@code null} where none does
 */
public record Timing(Duration work, Duration whole, @Nullable Duration handedOn) {

    /** Nobody else has to end it. */
    public Timing(Duration work, Duration whole) {
        this(work, whole, null);
    }

    /** A run that is nothing but work. */
    public static Timing of(Duration work) {
        return new Timing(work, work);
    }
}
