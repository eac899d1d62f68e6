package dev.reprise.common.records;

import java.util.Locale;

/** Why a record is foreign. */
public enum Foreign {
    /** It has no value. In a compacted topic that deletes a key; Reprise itself deletes nothing this way. */
    NO_VALUE,
    /** It is larger than any record that Reprise writes to the topic. */
    TOO_LARGE,
    /** Its key is not the one that its value has. */
    OTHER_KEY,
    /** Its value or its headers are not of the form that the topic has. */
    UNREADABLE;

    /** Returns the word that stands in logs and metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
