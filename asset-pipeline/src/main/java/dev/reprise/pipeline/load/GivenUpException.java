package dev.reprise.pipeline.load;

import java.util.concurrent.CompletionException;

/**
 * Something was tried for the last time. Whoever looks for the cause looks through it, as through any exception of a
 * stage.
 */
public final class GivenUpException extends CompletionException {

    private static final long serialVersionUID = 1;

    private final int attempts;

    GivenUpException(int attempts, Throwable cause) {
        super(cause);
        this.attempts = attempts;
    }

    /** Returns how often that was tried which a stage failed with; 1 where nothing is known of more. */
    public static int attempts(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof GivenUpException givenUp) {
                return givenUp.attempts;
            }
        }
        return 1;
    }
}
