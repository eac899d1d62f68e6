package dev.reprise.cli.invocation;

/** A command was typed wrongly in a way that its parser cannot see. Ends with exit code 2. */
public final class WrongUsageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** With what is wrong, in one line. */
    public WrongUsageException(String message) {
        super(message);
    }
}
