package dev.reprise.idproducer.jobs;

import dev.reprise.common.job.Slice;
import java.util.Objects;

/**
 * One pass over a job's selection.
 *
 * @param round 1 for the first
 * @param kind what is done with the ids found
 */
public record Scan(int round, Slice.Kind kind) {

    /** The pass every job begins with. */
    public static final Scan FIRST = new Scan(1, Slice.Kind.EMIT);

    public Scan {
        Objects.requireNonNull(kind, "kind");
    }

    /** Returns the next pass; the last one that is allowed only counts. */
    Scan next(int roundsMax) {
        return new Scan(round + 1, round + 1 > roundsMax ? Slice.Kind.COUNT : Slice.Kind.VERIFY);
    }
}
