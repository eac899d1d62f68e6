package dev.reprise.workload.sample.cassandra;

/** A part of the sample could not be written; loading again is safe. */
public final class LoadFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Creates the exception from the last failure of the database. */
    public LoadFailedException(Throwable cause) {
        super("the sample could not be written: " + cause.getMessage(), cause);
    }
}
