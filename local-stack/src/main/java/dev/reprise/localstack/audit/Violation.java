package dev.reprise.localstack.audit;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What can be wrong with the outcome of a job. One of any kind, and the job is not verified. */
public enum Violation {
    /** The newest acknowledged live operation on an asset is not what the row shows. */
    @JsonProperty("lostLiveOperation")
    LOST_LIVE_OPERATION("live operation lost"),
    /** A row is neither as it was nor as the migration makes it. */
    @JsonProperty("wrongRow")
    WRONG_ROW("row wrong"),
    /** A row that nobody deleted is gone. */
    @JsonProperty("missingRow")
    MISSING_ROW("row missing"),
    /** A row that nobody wrote, or that stands in a partition not its own. */
    @JsonProperty("strangeRow")
    STRANGE_ROW("row of nobody"),
    /** A row of the selection is below the target, without a dead letter that says why. */
    @JsonProperty("rowBelowTarget")
    ROW_BELOW_TARGET("row below target"),
    /** An asset of the selection was never emitted. */
    @JsonProperty("missingEvent")
    MISSING_EVENT("asset never emitted"),
    /** An asset was emitted more than once in a round. */
    @JsonProperty("duplicatedEvent")
    DUPLICATED_EVENT("event duplicated"),
    /** An event is about an asset outside of the selection, or of a round beyond all bounds. */
    @JsonProperty("strangeEvent")
    STRANGE_EVENT("event strange"),
    /** An event has no outcome. */
    @JsonProperty("missingOutcome")
    MISSING_OUTCOME("outcome missing"),
    /** An event has more than one outcome, or an outcome has no event. */
    @JsonProperty("surplusOutcome")
    SURPLUS_OUTCOME("outcome too many"),
    /** An outcome contradicts the row or the dead letters. */
    @JsonProperty("wrongOutcome")
    WRONG_OUTCOME("outcome wrong"),
    /** A dead letter lacks a header, or one makes no sense. */
    @JsonProperty("brokenDeadLetter")
    BROKEN_DEAD_LETTER("dead letter broken"),
    /** A dead letter blames a payload that the migration takes. */
    @JsonProperty("unfoundedDeadLetter")
    UNFOUNDED_DEAD_LETTER("dead letter unfounded"),
    /** The job's ledger does not add up, or not to what is in the topics. */
    @JsonProperty("openLedger")
    OPEN_LEDGER("ledger open"),
    /** The job does not claim to be completed. */
    @JsonProperty("notCompleted")
    NOT_COMPLETED("job not completed");

    private final String words;

    Violation(String words) {
        this.words = words;
    }

    /** Returns what a person reads. */
    public String words() {
        return words;
    }
}
