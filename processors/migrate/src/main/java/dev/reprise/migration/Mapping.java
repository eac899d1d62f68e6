package dev.reprise.migration;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A compiled mapping from one version of a payload to the next.
 *
 * <p>Threading: called by many threads at once. Pure: equal payloads give equal results, and the payload is not changed.
 * The result may share nodes with the payload and with constants of the mapping, so the caller copies it.
 */
@FunctionalInterface
public interface Mapping {

    /**
     * Maps one payload.
     *
     * @return the new payload, or null when the mapping produced nothing
     * @throws MigrationRefusal when it does not take the payload, with a message as described there
     */
    @Nullable
    JsonNode apply(JsonNode payload);
}
