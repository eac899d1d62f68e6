package dev.reprise.migration;

import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * Names a migration; ordered by asset type, then version.
 *
 * @param assetType the type it migrates: letters, digits, {@code .}, {@code _} and {@code -}
 * @param toVersion the version it leads to, from the one below; at least 2, since payloads begin as version 1
 * @param name what it does: letters, digits, {@code _} and {@code -}
 */
public record MigrationId(String assetType, int toVersion, String name) implements Comparable<MigrationId> {

    static final Pattern ASSET_TYPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

    private static final Comparator<MigrationId> ORDER = comparing(MigrationId::assetType)
            .thenComparingInt(MigrationId::toVersion)
            .thenComparing(MigrationId::name);

    /** Checks the form of each part. */
    public MigrationId {
        if (!ASSET_TYPE.matcher(requireNonNull(assetType, "assetType")).matches()) {
            throw new IllegalArgumentException("'" + assetType + "' is not an asset type");
        }
        if (toVersion < 2) {
            throw new IllegalArgumentException("version 1 is where payloads begin: the first migration leads to 2");
        }
        if (!NAME.matcher(requireNonNull(name, "name")).matches()) {
            throw new IllegalArgumentException("'" + name + "' is not a name of letters, digits, _ and -");
        }
    }

    /** The version it starts from. */
    public int fromVersion() {
        return toVersion - 1;
    }

    @Override
    public int compareTo(MigrationId other) {
        return ORDER.compare(this, other);
    }

    /** Such as {@code movie/V2__localized_titles}. */
    @Override
    public String toString() {
        return assetType + "/V" + toVersion + "__" + name;
    }
}
