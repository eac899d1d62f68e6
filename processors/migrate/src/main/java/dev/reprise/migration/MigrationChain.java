package dev.reprise.migration;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The steps from one version of an asset type to another, applied in order in memory, so that one write suffices.
 * Immutable and safe for threads; cheap to get from the catalogue, and worth keeping in a hot loop.
 */
public final class MigrationChain {

    private final List<MigrationStep> steps;

    MigrationChain(List<MigrationStep> steps) {
        this.steps = List.copyOf(steps);
    }

    /**
     * Migrates a payload: a pure function.
     *
     * @param payload in the version the chain starts from; not changed
     * @return the payload in the version the chain leads to, of which the caller is the only owner; for a chain
     *     without steps the payload itself
     * @throws MigrationFailedException when a step does not take it; trying again gives the same
     */
    public JsonNode apply(JsonNode payload) {
        return apply(payload, (migration, checksum) -> {});
    }

    /**
     * As {@link #apply(JsonNode)}.
     *
     * @param begins is told the id and the checksum of each step before it is applied
     */
    public JsonNode apply(JsonNode payload, BiConsumer<MigrationId, String> begins) {
        JsonNode current = payload;
        for (MigrationStep step : steps) {
            begins.accept(step.id(), step.origin().checksum());
            current = step.apply(current);
        }
        return current;
    }

    /** The steps in order; empty when both versions are the same. */
    public List<MigrationId> migrations() {
        return steps.stream().map(MigrationStep::id).toList();
    }
}
