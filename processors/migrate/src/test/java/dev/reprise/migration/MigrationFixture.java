package dev.reprise.migration;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Migrations and schemas in a temporary directory. */
public final class MigrationFixture {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private ClassLoader classLoader = MigrationFixture.class.getClassLoader();

    /** An empty one: the directories {@code migrations} and {@code schemas} below the given one. */
    public MigrationFixture(Path directory) {
        this.directory = directory;
        try {
            Files.createDirectories(directory.resolve("migrations"));
            Files.createDirectories(directory.resolve("schemas"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** JSON with single quotes. */
    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** Writes a file below {@code migrations}. */
    public MigrationFixture migration(String path, String text) {
        return write("migrations/" + path, text);
    }

    /** Writes a file below {@code schemas}. */
    public MigrationFixture schema(String path, String text) {
        return write("schemas/" + path, text);
    }

    /** Writes any file. */
    public MigrationFixture write(String path, String text) {
        try {
            Path file = directory.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Looks on this class path too. */
    public MigrationFixture classLoader(ClassLoader loader) {
        this.classLoader = loader;
        return this;
    }

    /** Loads both directories and the class path. */
    public MigrationCatalog load() {
        return MigrationCatalog.load(MigrationSources.classpath(classLoader)
                .withMigrations(directory.resolve("migrations"))
                .withSchemas(directory.resolve("schemas")));
    }

    /** What loading complains about, with the directory taken away. */
    public List<String> problems() {
        InvalidMigrationsException e = catchThrowableOfType(InvalidMigrationsException.class, this::load);
        return e == null
                ? List.of()
                : e.problems().stream()
                        .map(problem -> problem.toString().replace(directory + "/", ""))
                        .toList();
    }

    /** Applies the only step of a type. */
    public static JsonNode migrate(MigrationCatalog catalog, String payload) {
        return catalog.chain(catalog.assetTypes().first(), 1, 2).apply(json(payload));
    }
}
