package dev.reprise.common.request;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a job is run. */
public enum Mode {
    /** Read, process, write back. */
    @JsonProperty("run")
    RUN,
    /** Read and process; report the differences and write nothing. */
    @JsonProperty("preview")
    PREVIEW;

    /** Returns the word that users type. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
