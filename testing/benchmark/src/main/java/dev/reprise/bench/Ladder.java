package dev.reprise.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Migrations of one asset type, each the same change: so the rows need not be loaded anew for each run, and every run
 * finds what the last one left.
 */
public final class Ladder {

    /** More than the runs of any benchmark. */
    public static final int VERSIONS = 250;

    private static final String MAPPING =
            """
            {
              "revision": .revision + 1,
              "title": .title,
              "rating": {"value": if (is-object(.rating)) .rating.value else .rating, "scale": 10},
              "credits": [for (.credits) {"name": .name, "role": .role}],
              * : .
            }
            """;

    private Ladder() {}

    /** Writes the migrations of some types below a folder. */
    public static void write(Path folder, List<String> assetTypes) {
        try {
            for (String assetType : assetTypes) {
                Path of = Files.createDirectories(folder.resolve(assetType));
                for (int version = 2; version <= VERSIONS; version++) {
                    Files.writeString(of.resolve("V" + version + "__one_revision_more.jslt"), MAPPING);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write migrations to " + folder, e);
        }
    }
}
