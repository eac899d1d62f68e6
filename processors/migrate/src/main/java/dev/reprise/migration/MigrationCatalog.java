package dev.reprise.migration;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All migrations and schemas known to this process. Immutable and safe for threads.
 *
 * <p>Versions of an asset type begin at 1. A type without migrations, known or not, has version 1 only.
 */
public final class MigrationCatalog {

    private final SortedMap<String, List<MigrationStep>> stepsByType;
    private final SortedMap<String, SortedMap<Integer, PayloadSchema>> schemasByType;
    private final List<MigrationDescriptor> descriptors;

    MigrationCatalog(
            SortedMap<String, List<MigrationStep>> stepsByType,
            SortedMap<String, SortedMap<Integer, PayloadSchema>> schemasByType,
            Map<MigrationId, Integer> exampleCounts) {
        this.stepsByType = new TreeMap<>(stepsByType);
        this.schemasByType = new TreeMap<>(schemasByType);
        this.descriptors = stepsByType.values().stream()
                .flatMap(List::stream)
                .map(step -> new MigrationDescriptor(
                        step.id(),
                        step.origin(),
                        exampleCounts.getOrDefault(step.id(), 0),
                        schema(step.id().assetType(), step.id().toVersion()).isPresent()))
                .toList();
    }

    /**
     * Finds, compiles and checks everything, and runs every example. Takes some hundred milliseconds; call it once.
     *
     * @throws InvalidMigrationsException with all mistakes; nothing must run with such migrations
     */
    public static MigrationCatalog load(MigrationSources sources) {
        return new CatalogLoader(sources).load();
    }

    /** The types that have a migration or a schema. */
    public SortedSet<String> assetTypes() {
        SortedSet<String> types = new TreeSet<>(stepsByType.keySet());
        types.addAll(schemasByType.keySet());
        return types;
    }

    /** The highest version of a type; 1 for one that has no migrations. */
    public int latestVersion(String assetType) {
        return 1 + steps(assetType).size();
    }

    /** All migrations, by type and version. */
    public List<MigrationDescriptor> list() {
        return descriptors;
    }

    /** As {@link #checksums(String, int, int)} for rows of any older version: from version 1. */
    public Map<String, String> checksums(String assetType, int toVersion) {
        return checksums(assetType, 1, toVersion);
    }

    /**
     * What decides on the result of a chain: two processes do the same work exactly when these are equal.
     *
     * @return by id, in the order of application: each step, such as {@code movie/V2__localized_titles}, and then the
     *     schema of {@code toVersion}, such as {@code schemas/movie/v2}, when there is one
     * @throws IllegalArgumentException when there are no such versions, or they go backwards
     */
    public Map<String, String> checksums(String assetType, int fromVersion, int toVersion) {
        Map<String, String> checksums = new LinkedHashMap<>();
        for (MigrationStep step : steps(assetType, fromVersion, toVersion)) {
            checksums.put(step.id().toString(), step.origin().checksum());
        }
        schema(assetType, toVersion).ifPresent(schema -> checksums.put(schema.id(), schema.checksum()));
        return Collections.unmodifiableMap(checksums);
    }

    /**
     * The steps from one version to another; none when both are the same.
     *
     * @throws IllegalArgumentException when there are no such versions, or they go backwards
     */
    public MigrationChain chain(String assetType, int fromVersion, int toVersion) {
        return new MigrationChain(steps(assetType, fromVersion, toVersion));
    }

    /** The schema of a version of a type; empty when there is none, and payloads are then not checked. */
    public Optional<PayloadSchema> schema(String assetType, int version) {
        SortedMap<Integer, PayloadSchema> versions = schemasByType.get(assetType);
        return versions == null ? Optional.empty() : Optional.ofNullable(versions.get(version));
    }

    private List<MigrationStep> steps(String assetType) {
        return stepsByType.getOrDefault(assetType, List.of());
    }

    /** Step i leads to version i + 2. */
    private List<MigrationStep> steps(String assetType, int fromVersion, int toVersion) {
        List<MigrationStep> all = steps(assetType);
        int latest = 1 + all.size();
        if (fromVersion < 1 || fromVersion > latest || toVersion < 1 || toVersion > latest) {
            throw new IllegalArgumentException(assetType + " has versions 1 to " + latest + ", so there is no way from "
                    + fromVersion + " to " + toVersion);
        }
        if (fromVersion > toVersion) {
            throw new IllegalArgumentException(
                    "migrations of " + assetType + " only lead upwards, not from " + fromVersion + " to " + toVersion);
        }
        return all.subList(fromVersion - 1, toVersion - 1);
    }
}
