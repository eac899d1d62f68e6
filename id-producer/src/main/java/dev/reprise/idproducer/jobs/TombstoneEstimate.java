package dev.reprise.idproducer.jobs;

import dev.reprise.common.job.Pending;
import dev.reprise.common.request.Mode;
import org.jspecify.annotations.Nullable;

/** How many tombstones a job would leave that takes rows away, as its preview has counted them. */
final class TombstoneEstimate {

    private TombstoneEstimate() {}

    /** Returns the estimate in words; {@code null} for any other job. */
    static @Nullable String of(JobRecord job, JobLedger ledger) {
        boolean deletes = job.pinned().pending().values().stream().anyMatch(Pending.StillThere.class::isInstance);
        if (!deletes || job.request().mode() != Mode.PREVIEW) {
            return null;
        }
        return "would leave " + ledger.counts().changed() + " tombstones of rows, at most " + ledger.largestSlice()
                + " of them from one slice of the selection";
    }
}
