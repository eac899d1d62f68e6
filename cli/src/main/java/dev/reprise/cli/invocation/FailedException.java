package dev.reprise.cli.invocation;

/** A command could not do what it was asked; the message is all that a user has to read. Ends with exit code 1. */
public final class FailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** With what went wrong and, where possible, how to fix it. */
    public FailedException(String message) {
        super(message);
    }

    /** The same, with what a developer wants to see under {@code --verbose}. */
    public FailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
