package dev.reprise.worker.writeback;

import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.Stage;
import dev.reprise.worker.migrate.Decision;

/** What became of one write. Each kind says itself what it means for the row, so that a new one cannot be forgotten. */
public sealed interface WriteResult {

    /** Returns what became of the row. */
    Decision decision();

    /** Stored; a newer live write may have won all the same, which the verification will find. */
    record Acknowledged() implements WriteResult {
        @Override
        public Decision decision() {
            return new Decision.Settled(Outcome.CHANGED);
        }
    }

    /** Not applied: the row had changed since it was read. */
    record Overtaken() implements WriteResult {
        @Override
        public Decision decision() {
            return new Decision.Settled(Outcome.OVERTAKEN);
        }
    }

    /** Not sent: the life of the row has ended since it was read. */
    record Expired() implements WriteResult {
        @Override
        public Decision decision() {
            return new Decision.Settled(Outcome.GONE);
        }
    }

    /**
     * This row cannot be written, whenever it is tried.
     *
     * @param cause kind of the refusal
     * @param reason what the database says
     * @param attempts how often it was tried
     */
    record Refused(String cause, String reason, int attempts) implements WriteResult {
        @Override
        public Decision decision() {
            return new Decision.Failed(new Failure(Stage.WRITE, cause, reason, null, attempts));
        }
    }
}
