package dev.reprise.fillindex;

/** A value of a payload cannot stand in its column. The message holds no value of the payload. */
final class UnusableValueException extends Exception {

    private static final long serialVersionUID = 1;

    UnusableValueException(String message) {
        super(message);
    }
}
