package dev.reprise.common.event;

import java.util.Locale;

/** Where in the processing of an asset a failure arose. */
public enum Stage {
    /** The event or the row could not be read. */
    READ,
    /** The migration refused the payload. */
    MIGRATE,
    /** The result does not fit the schema of its version. */
    VALIDATE,
    /** The row could not be written. */
    WRITE;

    /** Returns the word that stands in the header. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
