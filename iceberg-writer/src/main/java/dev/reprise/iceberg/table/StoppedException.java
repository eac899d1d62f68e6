package dev.reprise.iceberg.table;

/** The service is being stopped in the middle of a commit; nothing of it is kept. */
public final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoppedException() {
        super("the writer is being stopped");
    }
}
