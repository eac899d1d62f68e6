package dev.reprise.cli.migrations;

import dev.reprise.cli.invocation.Invocation;
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
            description = "By default $REPRISE_MIGRATIONS_PATH, else samples/migrations.")
    private @Nullable Path migrations;

    @Option(
            names = "--schemas",
            paramLabel = "DIR",
            description = "By default $REPRISE_SCHEMAS_PATH, else samples/schemas.")
    private @Nullable Path schemas;

    /** The samples stand in only where neither is given: schemas of the one fit no migrations of the other. */
    MigrationSources sources(Invocation invocation) {
        Path givenMigrations = given(migrations, invocation.variable("REPRISE_MIGRATIONS_PATH"));
        Path givenSchemas = given(schemas, invocation.variable("REPRISE_SCHEMAS_PATH"));
        if (givenMigrations == null && givenSchemas == null) {
            givenMigrations = shown(invocation.checkout().sampleMigrations());
            givenSchemas = shown(invocation.checkout().sampleSchemas());
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
