package dev.reprise.workload.livewriter;

import java.util.Objects;

/**
 * An operation as its log knows it after the writer has ended.
 *
 * <p>Threading: immutable.
 *
 * @param writer name of the writer
 * @param sequence number within the writer
 * @param operation what it did
 * @param acknowledged whether the writer was told that it is stored; otherwise it may be stored or not
 */
public record LoggedOperation(String writer, long sequence, Operation operation, boolean acknowledged) {
    public LoggedOperation {
        Objects.requireNonNull(writer, "writer");
        Objects.requireNonNull(operation, "operation");
    }
}
