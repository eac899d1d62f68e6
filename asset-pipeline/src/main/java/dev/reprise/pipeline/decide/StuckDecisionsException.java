package dev.reprise.pipeline.decide;

/** So many decisions do not end that no more are begun about what they are about. */
public final class StuckDecisionsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    StuckDecisionsException(String message) {
        super(message, null, false, false);
    }
}
