package dev.reprise.common.records;

import dev.reprise.common.event.DeadLetterHeaders;

/**
 * A dead letter of a job: an event that came to no good end, and why.
 *
 * <p>Threading: immutable.
 *
 * @param event the event that failed
 * @param fingerprint of the cause, the same for the same cause
 * @param stage word of the stage where it arose
 * @param cause kind of the failure
 * @param reason what a person should read
 */
public record DeadLetterRecord(EventRecord event, String fingerprint, String stage, String cause, String reason) {

    /** Kind of the failure of what is no event. It belongs to no job, whatever of it could be read. */
    public static final String MALFORMED_EVENT = "MalformedEvent";

    /**
     * Reads a dead letter.
     *
     * @throws IllegalArgumentException if it is none of a job, naming what is wrong
     */
    static DeadLetterRecord parse(byte[] value, HeaderValues headers) {
        String cause = header(headers, DeadLetterHeaders.CAUSE);
        if (cause.equals(MALFORMED_EVENT)) {
            throw new IllegalArgumentException("what is no event belongs to no job");
        }
        return new DeadLetterRecord(
                EventRecord.parse(value, headers),
                header(headers, DeadLetterHeaders.FINGERPRINT),
                header(headers, DeadLetterHeaders.STAGE),
                cause,
                header(headers, DeadLetterHeaders.REASON));
    }

    private static String header(HeaderValues headers, String name) {
        return headers.text(name)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new IllegalArgumentException("a dead letter has no header '" + name + "'"));
    }
}
