package dev.reprise.pipeline;

import dev.reprise.migration.MigrationCatalog;
import dev.reprise.migration.MigrationSources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Migrations of the type {@code movie} to version 3 that add a field each, with a schema for version 2. */
public final class SampleMigrations {

    private static final MigrationCatalog CATALOG = load();

    private SampleMigrations() {}

    /** Returns the catalogue. */
    public static MigrationCatalog catalog() {
        return CATALOG;
    }

    private static MigrationCatalog load() {
        try {
            Path root = Files.createTempDirectory(Path.of("target"), "migrations-");
            Path movie = Files.createDirectories(root.resolve("migrations/movie"));
            Files.writeString(
                    movie.resolve("V2__two.jslt"),
                    "if (.bad) error(\"bad is not wanted\") else {\"two\": true, * : .}");
            Files.writeString(movie.resolve("V3__three.jslt"), "{\"three\": true, * : .}");
            Path schemas = Files.createDirectories(root.resolve("schemas/movie"));
            Files.writeString(
                    schemas.resolve("v2.json"),
                    "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"number\"}}, \"required\": [\"a\"]}");
            return MigrationCatalog.load(new MigrationSources(
                    root.resolve("migrations"), root.resolve("schemas"), SampleMigrations.class.getClassLoader()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
