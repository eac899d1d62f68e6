package dev.reprise.audit;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What can be wrong with the outcome of a job. One of any kind, and the job is not verified. */
public enum Violation {
    /** The newest acknowledged live operation on an asset is not what the row shows. */
    @JsonProperty("lostLiveOperation")
    LOST_LIVE_OPERATION("live operation lost"),
    /** A row that was deleted is still there. */
    @JsonProperty("lostDelete")
    LOST_DELETE("delete lost"),
    /** A row that was deleted has been written again by nobody who may. */
    @JsonProperty("revivedRow")
    REVIVED_ROW("row revived"),
    /** The cells of a row are of two writes that did not belong together. */
    @JsonProperty("mixedRow")
    MIXED_ROW("row mixed of two writes"),
    /** A row whose life had an end has none any more. */
    @JsonProperty("lostTtl")
    LOST_TTL("end of life lost"),
    /** A row is there though its life was over long ago. */
    @JsonProperty("immortalRow")
    IMMORTAL_ROW("row outlived its end"),
    /** A row has an end of life that nobody gave it. */
    @JsonProperty("wrongTtl")
    WRONG_TTL("end of life wrong"),
    /** A row has the right content, but not the write time of what it was made from plus the fence of the job. */
    @JsonProperty("wrongWriteTime")
    WRONG_WRITE_TIME("write time wrong"),
    /** A row is neither as it was nor as the migration makes it. */
    @JsonProperty("wrongRow")
    WRONG_ROW("row wrong"),
    /** A row that nobody deleted is gone. */
    @JsonProperty("missingRow")
    MISSING_ROW("row missing"),
    /** A row that nobody wrote, or that stands in a partition not its own. */
    @JsonProperty("strangeRow")
    STRANGE_ROW("row of nobody"),
    /** An outcome says that a row was written back, and the table or a later round shows that it was not. */
    @JsonProperty("lostWriteBack")
    LOST_WRITE_BACK("write-back lost"),
    /** A row of the selection is below the target, without a dead letter that says why. */
    @JsonProperty("rowBelowTarget")
    ROW_BELOW_TARGET("row below target"),
    /** An asset of the selection was never emitted. */
    @JsonProperty("missingEvent")
    MISSING_EVENT("asset never emitted"),
    /** An asset was emitted more than once in a round. */
    @JsonProperty("duplicatedEvent")
    DUPLICATED_EVENT("event duplicated"),
    /** An event is about an asset outside of the selection or of nobody, or of a round in which nothing is to be done. */
    @JsonProperty("strangeEvent")
    STRANGE_EVENT("event strange"),
    /** An event has no outcome. */
    @JsonProperty("missingOutcome")
    MISSING_OUTCOME("outcome missing"),
    /** An event has more than one outcome, or an outcome has no event. */
    @JsonProperty("surplusOutcome")
    SURPLUS_OUTCOME("outcome too many"),
    /** An outcome contradicts the row, what happened to it, or the dead letters. */
    @JsonProperty("wrongOutcome")
    WRONG_OUTCOME("outcome wrong"),
    /** An event failed and left no dead letter. */
    @JsonProperty("missingDeadLetter")
    MISSING_DEAD_LETTER("dead letter missing"),
    /** A failure left more than one dead letter. */
    @JsonProperty("surplusDeadLetter")
    SURPLUS_DEAD_LETTER("dead letter too many"),
    /** A dead letter lacks a header, or one makes no sense. */
    @JsonProperty("brokenDeadLetter")
    BROKEN_DEAD_LETTER("dead letter broken"),
    /** A dead letter is about an asset that never had a payload which the migration refuses. */
    @JsonProperty("unfoundedDeadLetter")
    UNFOUNDED_DEAD_LETTER("dead letter unfounded"),
    /** What a slice says it has emitted is not what is in the topic, or a slice of a completed job is not done. */
    @JsonProperty("wrongCursor")
    WRONG_CURSOR("cursor wrong"),
    /** The running totals of the workers are not what is in the topics, or have fallen. */
    @JsonProperty("wrongProgress")
    WRONG_PROGRESS("running totals wrong"),
    /** The job's ledger does not add up, or not to what is in the topics. */
    @JsonProperty("openLedger")
    OPEN_LEDGER("ledger open"),
    /** What the processor has done outside of the rows is not what it should have done. */
    @JsonProperty("wrongEffect")
    WRONG_EFFECT("effect of the processor wrong"),
    /** The job has not come to the end that it should. */
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
