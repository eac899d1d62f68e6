package dev.reprise.migration;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * What there is to know about one migration, for listings.
 *
 * @param id its name
 * @param origin where it comes from
 * @param examples how many it brings, all of which hold
 * @param hasSchema whether its results are checked against a schema
 */
public record MigrationDescriptor(MigrationId id, MigrationOrigin origin, int examples, boolean hasSchema) {

    /** Checks that nothing is missing. */
    public MigrationDescriptor {
        requireNonNull(id, "id");
        requireNonNull(origin, "origin");
        if (examples < 0) {
            throw new IllegalArgumentException("examples: " + examples);
        }
    }

    /** The type it migrates. */
    public String assetType() {
        return id.assetType();
    }

    /** The version it starts from. */
    public int fromVersion() {
        return id.fromVersion();
    }

    /** The version it leads to. */
    public int toVersion() {
        return id.toVersion();
    }

    /** What it does, the last part of its id. */
    public String name() {
        return id.name();
    }

    /** {@code jslt}, {@code jsonata} or {@code java}. */
    public String language() {
        return origin.language();
    }

    /** Where it stands, as users know it. */
    public String file() {
        return origin.file();
    }

    /** sha-256 in hex, see {@link MigrationOrigin}. */
    public String checksum() {
        return origin.checksum();
    }

    /** What should be fixed though it stops nothing: no examples, no schema. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (examples == 0) {
            warnings.add("no examples: nothing says that it does what it should");
        }
        if (!hasSchema) {
            warnings.add("no schema for version " + toVersion() + ": results are written unchecked");
        }
        return List.copyOf(warnings);
    }
}
