package dev.reprise.idproducer.query;

import dev.reprise.idproducer.read.UnreadableException;

/** A query will not be served, however often it is asked; the message says why in the words of who refuses it. */
public final class RefusedQueryException extends UnreadableException {

    private static final long serialVersionUID = 1;

    /** Creates the exception. */
    public RefusedQueryException(String reason) {
        super(reason);
    }
}
