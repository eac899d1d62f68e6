package dev.reprise.idproducer.read;

/**
 * What a job selects cannot be read, however often it is tried, until a person changes something. The message says why, in
 * the words of who refuses.
 */
public class UnreadableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Creates the exception. */
    public UnreadableException(String reason) {
        super(reason);
    }
}
