package dev.reprise.idproducer.read;

/**
 * A selection will not be served, however often it is asked for: another job must select otherwise. The message says why, in
 * the words of who refuses it.
 */
public final class RefusedSelectionException extends UnreadableException {

    private static final long serialVersionUID = 1;

    /** Creates the exception. */
    public RefusedSelectionException(String reason) {
        super(reason);
    }
}
