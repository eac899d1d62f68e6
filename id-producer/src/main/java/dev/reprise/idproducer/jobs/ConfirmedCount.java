package dev.reprise.idproducer.jobs;

import dev.reprise.common.job.Pending;
import dev.reprise.common.job.Slice;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** When a job processes more rows than a person has confirmed. */
final class ConfirmedCount {

    /** Live writers add some rows between the preview and the job: one in so many is no surprise. */
    private static final long TOLERATED_ONE_IN = 100;

    private ConfirmedCount() {}

    /**
     * Returns what a job exceeds, in words, or {@code null} when nothing is. Each round counts for itself: a row that a live
     * writer has written again is no further row.
     */
    static @Nullable String exceeded(JobRecord job, Scan scan, JobLedger ledger) {
        OptionalLong confirmed = job.pinned().pending().values().stream()
                .map(pending -> pending instanceof Pending.StillThere there ? there.confirmed() : null)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .findAny();
        if (confirmed.isEmpty()) {
            return null;
        }
        long most = confirmed.getAsLong() + confirmed.getAsLong() / TOLERATED_ONE_IN;
        long rows = scan.kind() == Slice.Kind.EMIT ? ledger.counts().changed() : ledger.below();
        return rows <= most
                ? null
                : "round " + scan.round() + " has come to " + rows + " rows, more than 1 % over the "
                        + confirmed.getAsLong()
                        + " that were confirmed; cancel the job, and preview the selection again";
    }
}
