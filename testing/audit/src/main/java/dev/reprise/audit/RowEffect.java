package dev.reprise.audit;

import dev.reprise.common.job.Job;
import dev.reprise.common.job.Pending;

/** What a job does to the rows of its selection, as far as it can be seen in them. */
public enum RowEffect {
    /** It brings them to a version. */
    MIGRATED,
    /** It deletes them. */
    DELETED,
    /** It leaves them as they are: what it does is elsewhere. */
    NONE;

    /** Returns what a job does, by what its verification looks for. */
    static RowEffect of(Job job) {
        if (!job.pinned().isSeenInRows() || job.pinned().isCompared()) {
            return NONE;
        }
        return job.pinned().pending().values().stream().anyMatch(Pending.StillThere.class::isInstance)
                ? DELETED
                : MIGRATED;
    }
}
