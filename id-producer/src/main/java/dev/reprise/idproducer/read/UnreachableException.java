package dev.reprise.idproducer.read;

/** What holds the selection cannot be reached, which may pass. The message says why, for a person. */
public final class UnreachableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Creates the exception. */
    public UnreachableException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
