package dev.reprise.migration;

/**
 * One step of a chain did not take a payload; the payload belongs into the dead letters.
 *
 * <p>Stable and free of payload values on purpose: the message becomes a dead letter's cause, causes are grouped by
 * their text, and payloads may be private. So no engine message is passed on as it is, no cause is attached (its text
 * would reach the logs), and there is no stack trace (it says nothing about a mapping, costs much, and the JVM drops
 * it from hot code).
 */
public final class MigrationFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String migration;
    private final String checksum;
    private final String reason;

    MigrationFailedException(String migration, String checksum, String reason) {
        super(migration + ": " + reason, null, false, false);
        this.migration = migration;
        this.checksum = checksum;
        this.reason = reason;
    }

    /** The step, such as {@code movie/V2__localized_titles}. */
    public String migration() {
        return migration;
    }

    /** The checksum of the step, as in {@link MigrationDescriptor#checksum()}. */
    public String checksum() {
        return checksum;
    }

    /** Why, without the step: the same text for every payload with the same fault. */
    public String reason() {
        return reason;
    }
}
