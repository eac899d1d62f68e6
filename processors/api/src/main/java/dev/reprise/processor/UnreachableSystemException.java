package dev.reprise.processor;

/** A system that a sink writes to is away or busy; what was to be done may succeed later. */
public final class UnreachableSystemException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Creates the exception.
     *
     * @param message names the system and says what the matter is, for the readiness of the worker; without values of a payload
     */
    public UnreachableSystemException(String message) {
        super(message);
    }
}
