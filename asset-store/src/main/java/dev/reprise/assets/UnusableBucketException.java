package dev.reprise.assets;

/**
 * A bucket of the bucket table cannot be told from another one, so that no selection that may hold it can be read as a
 * whole. The message names it. To read it again is of no use before the tables or the bucket pattern have changed.
 */
public final class UnusableBucketException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Creates the exception. */
    public UnusableBucketException(String problem) {
        super(problem);
    }
}
