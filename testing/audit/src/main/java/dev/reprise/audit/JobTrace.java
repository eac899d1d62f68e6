package dev.reprise.audit;

import dev.reprise.common.request.Mode;
import dev.reprise.common.request.Request;

/** What a job leaves in the topics of each of its assets, beside dead letters. */
public enum JobTrace {
    /** An event in each round. */
    EVENTS,
    /** An event in each round, and an outcome for each event. */
    EVENTS_AND_OUTCOMES,
    /** An outcome in each round and no event: the assets are processed where they are found. */
    OUTCOMES;

    /**
     * Returns what a job leaves that was asked for like this.
     *
     * @throws IllegalArgumentException if it is nothing, so that nobody can say what it did
     */
    static JobTrace of(Request.Submit request) {
        if (request.mode() != Mode.SYNCHRONOUS) {
            return request.outcomes() ? EVENTS_AND_OUTCOMES : EVENTS;
        }
        if (!request.outcomes()) {
            throw new IllegalArgumentException(
                    "a synchronous job has no events: without outcomes there is nothing to audit it by");
        }
        return OUTCOMES;
    }

    /** Returns whether each outcome is on its topic. */
    boolean hasOutcomes() {
        return this != EVENTS;
    }
}
