package dev.reprise.migration;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A migration that needs code, registered in {@code META-INF/services/dev.reprise.migration.JavaMigration}.
 *
 * <p>The same rules hold as for files: a pure function of the payload, with no clock, no randomness, no I/O and no
 * state. One instance serves all threads. Its examples stand on the class path at
 * {@code migrations/<assetType>/V<toVersion>__<name>.examples.json}.
 */
public interface JavaMigration {

    /** The type of asset it migrates. */
    String assetType();

    /** The version it leads to, from the one below; at least 2. */
    int toVersion();

    /** What it does, such as {@code localized_titles}: letters, digits, {@code _} and {@code -}. */
    String name();

    /**
     * Gives the payload in the new version.
     *
     * @param payload a copy of its own, which may be changed and returned
     * @return the new payload; null counts as a failure
     * @throws MigrationRefusal with a constant message when the payload cannot be migrated; any other exception is
     *     reported by its class name alone
     */
    @Nullable
    JsonNode migrate(JsonNode payload);
}
