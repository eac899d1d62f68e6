package dev.reprise.service.kafka;

import dev.reprise.common.wire.Json;
import java.io.UncheckedIOException;

/**
 * Reads what a service has stored for itself. Unlike a record of a topic, an entry must not be passed over: a job would be
 * forgotten, or its ledger would no longer add up. So a service that cannot read its own state does not go on, and changes
 * nothing of it.
 *
 * <p>Threading: stateless.
 */
public final class StoredState {

    private StoredState() {}

    /** A person has to choose the release that can read the state. */
    public static final class UnreadableException extends IllegalStateException {
        /** Says which entry cannot be read, and who can. */
        public UnreadableException(String message) {
            super(message);
        }
    }

    /**
     * Reads an entry of a store.
     *
     * @throws UnreadableException if this release cannot; it names the store and the entry
     */
    public static <T> T read(String store, String key, byte[] value, Class<T> type) {
        try {
            return Json.read(value, type);
        } catch (UncheckedIOException e) {
            // Without its cause: readiness tells the root of a failure, and this is what a person must know.
            throw new UnreadableException("the store " + store + " holds an entry '" + key
                    + "' that this release cannot read; a newer one may have written it, and can go on with it: "
                    + e.getMessage());
        }
    }
}
