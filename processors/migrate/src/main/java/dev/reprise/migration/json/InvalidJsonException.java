package dev.reprise.migration.json;

import com.fasterxml.jackson.core.JsonLocation;
import org.jspecify.annotations.Nullable;

/** A text is not JSON as {@link StrictJson} takes it. */
public final class InvalidJsonException extends Exception {

    private static final long serialVersionUID = 1L;

    private final JsonFault fault;
    private final int line;
    private final int column;

    /** The message says what is wrong, without the place; the detail may quote the text. */
    InvalidJsonException(JsonFault fault, @Nullable JsonLocation at, @Nullable String detail) {
        super(detail == null ? fault.words() : fault.words() + ": " + detail, null, false, false);
        this.fault = fault;
        this.line = at == null ? 1 : Math.max(1, at.getLineNr());
        this.column = at == null ? 1 : Math.max(1, at.getColumnNr());
    }

    /** What is wrong. */
    public JsonFault fault() {
        return fault;
    }

    /** Where the text stops being JSON, counted from 1. */
    public int line() {
        return line;
    }

    /** What is wrong and where, without a word of the text: fit for a dead letter. */
    public String reason() {
        return fault.words() + " (line " + line + ", column " + column + ")";
    }
}
