package dev.reprise.common.job;

/** Where a job stands, as published. */
public enum JobStatus {
    /** The selection is being cut into slices. */
    PLANNING,
    /** Events are emitted and processed. */
    RUNNING,
    /** Stopped by a command or by its error budget; goes on when resumed. */
    PAUSED,
    /** The first round is over; the selection is scanned again for what is below the target. */
    VERIFYING,
    /** Nothing is left to be processed; the processor does what is done once, such as to move an alias. */
    SWITCHING,
    /** Over: every asset is accounted for, and none failed. */
    COMPLETED,
    /** Over: every asset is accounted for; some failed or are still below the target. */
    COMPLETED_WITH_FAILURES,
    /** Ended by a command. */
    CANCELLED,
    /** Ended because its ledger did not close or it could not be run. */
    FAILED;

    /** Returns whether the job is over for good. */
    public boolean isFinal() {
        return switch (this) {
            case PLANNING, RUNNING, PAUSED, VERIFYING, SWITCHING -> false;
            case COMPLETED, COMPLETED_WITH_FAILURES, CANCELLED, FAILED -> true;
        };
    }

    /** Returns whether emitters may emit events of the job. */
    public boolean emits() {
        return this == RUNNING || this == VERIFYING;
    }
}
