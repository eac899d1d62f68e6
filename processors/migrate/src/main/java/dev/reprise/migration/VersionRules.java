package dev.reprise.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The migrations of an asset type lead from version 1 upwards, one to each version, without a gap. Stateless.
 *
 * <p>A chain that started higher would leave rows behind which no migration reaches, so that is a gap too.
 */
final class VersionRules {

    private VersionRules() {}

    /**
     * Checks all migrations found and gives them in order.
     *
     * @param found in the order of their sources, which is the order in which duplicates are named
     * @return by asset type and version; of duplicates the first
     */
    static SortedMap<String, SortedMap<Integer, FoundMigration>> check(List<FoundMigration> found, Problems problems) {
        SortedMap<String, SortedMap<Integer, FoundMigration>> byType = new TreeMap<>();
        for (FoundMigration migration : found) {
            MigrationId id = migration.id();
            FoundMigration first = byType.computeIfAbsent(id.assetType(), type -> new TreeMap<>())
                    .putIfAbsent(id.toVersion(), migration);
            if (first != null) {
                problems.add(
                        migration.file(),
                        1,
                        "version " + id.toVersion() + " of " + id.assetType() + " has a migration already: "
                                + first.file());
            }
        }
        byType.forEach((type, versions) -> checkGaps(type, versions, problems));
        return byType;
    }

    private static void checkGaps(String assetType, Map<Integer, FoundMigration> versions, Problems problems) {
        int expected = 2;
        for (FoundMigration migration : new ArrayList<>(versions.values())) {
            int version = migration.id().toVersion();
            if (version != expected) {
                String missing = version - expected == 1 ? "V" + expected : "V" + expected + " to V" + (version - 1);
                problems.add(
                        migration.file(),
                        1,
                        "no migration of " + assetType + " leads to " + missing
                                + ": versions follow each other, and the first migration is V2");
            }
            expected = version + 1;
        }
    }
}
