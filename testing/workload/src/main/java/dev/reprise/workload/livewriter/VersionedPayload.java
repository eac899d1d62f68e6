package dev.reprise.workload.livewriter;

import java.util.Objects;

/**
 * What a live writer stores: version and payload, always together.
 *
 * <p>Threading: immutable.
 *
 * @param schemaVersion version of the payload
 * @param payload JSON text
 */
public record VersionedPayload(int schemaVersion, String payload) {
    public VersionedPayload {
        Objects.requireNonNull(payload, "payload");
    }
}
