package dev.reprise.migration.json;

/** A tree holds what cannot be written as JSON and read back as the same. The message has no value of the tree. */
public final class NoJsonFormException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoJsonFormException(String message) {
        super(message, null, false, false);
    }

    NoJsonFormException(JsonFault fault) {
        this(fault.words());
    }
}
