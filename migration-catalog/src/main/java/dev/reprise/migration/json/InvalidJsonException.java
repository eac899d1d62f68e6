package dev.reprise.migration.json;

/** A text is not JSON. Its message says why, without the place. */
public final class InvalidJsonException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;

    InvalidJsonException(int line, String message) {
        super(message);
        this.line = line;
    }

    /** Where the text stops being JSON, counted from 1. */
    public int line() {
        return line;
    }
}
