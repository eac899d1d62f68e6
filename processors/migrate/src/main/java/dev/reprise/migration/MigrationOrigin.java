package dev.reprise.migration;

import static java.util.Objects.requireNonNull;

/**
 * Where a migration comes from.
 *
 * @param language {@code jslt}, {@code jsonata} or {@code java}
 * @param file where it stands, as users know it; for Java the class
 * @param checksum sha-256 in hex: of the file and those it imports, line ends normalised; for Java of the class files
 */
public record MigrationOrigin(String language, String file, String checksum) {

    /** Checks that nothing is missing. */
    public MigrationOrigin {
        requireNonNull(language, "language");
        requireNonNull(file, "file");
        requireNonNull(checksum, "checksum");
    }
}
