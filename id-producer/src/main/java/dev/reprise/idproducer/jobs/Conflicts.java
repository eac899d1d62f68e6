package dev.reprise.idproducer.jobs;

import dev.reprise.assets.BucketPattern;
import dev.reprise.common.request.Selector;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether two jobs may run at once: two that write must have selections that cannot meet, or the fence of one would be
 * the overtaking write of the other.
 */
final class Conflicts {

    private Conflicts() {}

    /** Returns whether both jobs write, and may write the same row. */
    static boolean between(JobRecord running, JobRecord submitted) {
        if (!writes(running) || !writes(submitted)) {
            return false;
        }
        if (Collections.disjoint(
                running.pinned().typesSeenInRows(), submitted.pinned().typesSeenInRows())) {
            return false;
        }
        return mayMeet(running.request().selector(), submitted.request().selector());
    }

    /** Returns whether a job changes rows. */
    static boolean writes(JobRecord job) {
        return job.request().mode().writes() && job.pinned().isSeenInRows();
    }

    private static boolean mayMeet(Selector one, Selector other) {
        if (one instanceof Selector.ByType first && other instanceof Selector.ByType second) {
            return before(first.from(), second.to()) && before(second.from(), first.to());
        }
        if (one instanceof Selector.ByIds first && other instanceof Selector.ByIds second) {
            return !Collections.disjoint(new HashSet<>(first.ids()), second.ids());
        }
        if (one instanceof Selector.ByType range && other instanceof Selector.ByIds named) {
            return mayHold(range, named);
        }
        if (one instanceof Selector.ByIds named && other instanceof Selector.ByType range) {
            return mayHold(range, named);
        }
        // What a query or another job's dead letters hold is not known here: they may meet anything of their types.
        return true;
    }

    /** An id is made within the millisecond that is told of it. */
    private static boolean mayHold(Selector.ByType range, Selector.ByIds named) {
        return named.ids().stream()
                .map(BucketPattern::createdAt)
                .anyMatch(at ->
                        before(range.from(), at.plusMillis(1)) && (range.to() == null || at.isBefore(range.to())));
    }

    /** Returns whether a range that begins here can reach into one that ends there. */
    private static boolean before(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null || from.isBefore(to);
    }
}
