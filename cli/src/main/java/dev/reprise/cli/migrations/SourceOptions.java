package dev.reprise.cli.migrations;

import dev.reprise.cli.invocation.Defaults;
import dev.reprise.cli.invocation.Invocation;
import dev.reprise.cli.invocation.WrongUsageException;
import dev.reprise.migration.MigrationSources;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where the migrations are.
 *
 * <p>Threading: one thread.
 */
final class SourceOptions {

    @Option(
            names = "--migrations",
            paramLabel = "DIR",
            description = "By default $REPRISE_MIGRATIONS_PATH, else in a checkout samples/migrations.")
    private @Nullable Path migrations;

    @Option(
            names = "--schemas",
            paramLabel = "DIR",
            description = "By default $REPRISE_SCHEMAS_PATH, else in a checkout samples/schemas.")
    private @Nullable Path schemas;

    /** The samples stand in only where neither is given: schemas of the one fit no migrations of the other. */
    MigrationSources sources(Invocation invocation) {
        Path givenMigrations = given(migrations, invocation.variable("REPRISE_MIGRATIONS_PATH"));
        Path givenSchemas = given(schemas, invocation.variable("REPRISE_SCHEMAS_PATH"));
        if (givenMigrations == null && givenSchemas == null) {
            Defaults.MigrationFolders folders = invocation
                    .defaults()
                    .migrations()
                    .orElseThrow(
                            () -> new WrongUsageException(
                                    "where are the migrations? Say so by --migrations DIR, and by --schemas DIR if there are any"));
            givenMigrations = shown(folders.migrations());
            givenSchemas = shown(folders.schemas());
        }
        return new MigrationSources(givenMigrations, givenSchemas, SourceOptions.class.getClassLoader());
    }

    private static @Nullable Path given(@Nullable Path option, @Nullable String variable) {
        return option != null || variable == null ? option : Path.of(variable);
    }

    /** As short as users would type it from where they are. */
    private static Path shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) ? here.relativize(path) : path;
    }
}
