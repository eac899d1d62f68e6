package dev.reprise.cli.jobs;

import dev.reprise.common.job.Job;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How much of a round is done: of its events in the first round, of its slices in a verification, which pages through
 * everything and emits little.
 *
 * <p>Threading: immutable.
 *
 * @param done events or slices
 * @param expected how many there will be, as far as known
 * @param unit what is counted
 */
record Extent(long done, OptionalLong expected, String unit) {

    /** As long as something is under way, "100 %" would be a lie. */
    private static final double UNFINISHED_MAX = 0.99;

    static Extent of(Job job, SliceSizes sizes) {
        if (job.round() > 1) {
            return new Extent(job.slices().done(), OptionalLong.of(job.slices().planned()), "slices");
        }
        OptionalLong expected = job.slices().planned() == 0 ? OptionalLong.empty() : sizes.expected(job);
        return new Extent(job.counts().processed(), expected, "events");
    }

    /** Returns what is left, or empty when nobody knows. */
    OptionalLong left() {
        return expected.isEmpty() ? expected : OptionalLong.of(Math.max(0, expected.getAsLong() - done));
    }

    /** Returns the share that is done, from 0 to below 1, or empty when nobody knows. */
    OptionalDouble share() {
        if (expected.isEmpty() || expected.getAsLong() == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Math.min(UNFINISHED_MAX, (double) done / expected.getAsLong()));
    }
}
