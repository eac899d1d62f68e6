package dev.reprise.bench;

import java.time.Duration;

/**
 * How long a run took.
 *
 * @param work from the first row, or its event, to the last row that is written and, where there is something to commit,
 *     committed
 * @param whole with everything that goes before and after, such as planning and verifying; the same as {@code work} where
 *     there is nothing
 */
public record Timing(Duration work, Duration whole) {

    /** A run that is nothing but work. */
    public static Timing of(Duration work) {
        return new Timing(work, work);
    }
}
