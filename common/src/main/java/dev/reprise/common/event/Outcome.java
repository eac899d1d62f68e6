package dev.reprise.common.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What became of one event. Exactly one for each. */
public enum Outcome {
    /** The row was written back by this job. */
    @JsonProperty("changed")
    CHANGED,
    /** The row was at the target already; nothing was written. */
    @JsonProperty("unchanged")
    UNCHANGED,
    /** A live writer is at the row: it is younger than the settle time, or changed under us. It is revisited. */
    @JsonProperty("overtaken")
    OVERTAKEN,
    /** There is no such row. */
    @JsonProperty("gone")
    GONE,
    /** The asset cannot be processed; it is among the dead letters. */
    @JsonProperty("failed")
    FAILED
}
