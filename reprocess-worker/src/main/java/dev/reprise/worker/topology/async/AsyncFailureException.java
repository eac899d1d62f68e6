package dev.reprise.worker.topology.async;

import org.jspecify.annotations.Nullable;

/** An engine is poisoned: an operation failed for good or took too long. What it consumed must be replayed. */
public final class AsyncFailureException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Creates the exception; whoever hands results on may throw it to give the task up. */
    public AsyncFailureException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
