package dev.reprise.iceberg.progress;

/** The writer must not go on until a person has decided something; the message says what and how. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public RefusedException(String message) {
        super(message);
    }
}
