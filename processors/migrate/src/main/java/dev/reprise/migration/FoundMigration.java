package dev.reprise.migration;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A migration met during a load, usable or not: also a broken one fills its place in the order of versions, so that one
 * mistake is not reported as two.
 *
 * @param id its name
 * @param file where it stands
 * @param step ready to be applied, or null when it did not compile
 */
record FoundMigration(MigrationId id, String file, @Nullable MigrationStep step) {

    FoundMigration {
        requireNonNull(id, "id");
        requireNonNull(file, "file");
    }
}
