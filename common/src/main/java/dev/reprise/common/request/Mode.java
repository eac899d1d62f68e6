package dev.reprise.common.request;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a job is run. */
public enum Mode {
    /** Read, process, write back. */
    @JsonProperty("run")
    RUN,
    /** Read and process; report the differences and write nothing. */
    @JsonProperty("preview")
    PREVIEW,
    /** As {@link #RUN}, for a small set, without events and workers. */
    @JsonProperty("synchronous")
    SYNCHRONOUS;

    /** Returns whether assets are changed, and not only described. */
    public boolean writes() {
        return this != PREVIEW;
    }

    /** Returns the word that users type. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
