package dev.reprise.idproducer.jobs;

import dev.reprise.common.job.Slice;

/**
 * What comes of a scan whose slices are all done. A round that has emitted is followed by one that looks for what is left, and
 * emits it; a job is done when such a round finds nothing, or has counted what the last one has left.
 */
enum Verification {
    /** Outcomes or dead letters of events are still on their way. */
    AWAITING_OUTCOMES,
    /** Another round follows. */
    NEXT_ROUND,
    /** Nothing more follows: the ledger is balanced. */
    DONE;

    static Verification of(JobRecord job, Scan scan, JobLedger ledger) {
        boolean isVerifiable = job.request().mode().writes() && job.pinned().isSeenInRows();
        if (!ledger.counts().balanced() || (isVerifiable && !ledger.deadLettersIndexed())) {
            return AWAITING_OUTCOMES;
        }
        boolean nothingLeft = scan.kind() != Slice.Kind.EMIT && ledger.below() == 0;
        return !isVerifiable || nothingLeft || scan.kind() == Slice.Kind.COUNT ? DONE : NEXT_ROUND;
    }
}
