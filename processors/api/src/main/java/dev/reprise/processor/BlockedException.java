package dev.reprise.processor;

/** A step around the rounds of a job cannot be taken until a person has done something: the job is paused. */
public final class BlockedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Creates the exception.
     *
     * @param message for that person
     */
    public BlockedException(String message) {
        super(message);
    }
}
