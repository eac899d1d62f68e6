package dev.reprise.migration;

import static java.util.Objects.requireNonNull;

/**
 * A mapping does not take this payload.
 *
 * <p>The message becomes the cause of a dead letter. Causes are grouped by their text and shown to operators, so it
 * must be the same for every payload with the same fault, and must hold no value of the payload: {@code title is not
 * text}, not {@code title is 300}. Java migrations throw this; without a stack trace, since a job may meet it
 * thousands of times.
 */
public final class MigrationRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a constant message. */
    public MigrationRefusal(String reason) {
        super(requireNonNull(reason, "reason"), null, false, false);
    }

    /** The reason as given. */
    public String reason() {
        return requireNonNull(getMessage());
    }
}
