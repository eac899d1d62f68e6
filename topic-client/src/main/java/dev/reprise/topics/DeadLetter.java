package dev.reprise.topics;

import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.records.DeadLetterRecord;
import java.time.Instant;
import java.util.Objects;

/**
 * An asset that could not be processed, and why.
 *
 * <p>Threading: immutable.
 *
 * @param event the event that failed
 * @param fingerprint of the cause, the same for the same cause
 * @param stage where it arose
 * @param kind short name of the failure
 * @param reason what a person should read
 * @param at when it was stored
 */
public record DeadLetter(AssetEvent event, String fingerprint, String stage, String kind, String reason, Instant at) {

    public DeadLetter {
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(stage, "stage");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(at, "at");
    }

    /** Makes it of a record of its topic. */
    public static DeadLetter of(DeadLetterRecord letter, Instant at) {
        return new DeadLetter(
                letter.event().event(), letter.fingerprint(), letter.stage(), letter.cause(), letter.reason(), at);
    }
}
