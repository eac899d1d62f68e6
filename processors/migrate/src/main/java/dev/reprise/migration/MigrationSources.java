package dev.reprise.migration;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where migrations and schemas are looked for: in all of these places together.
 *
 * @param migrations a directory with one folder for each asset type, or null
 * @param schemas a directory with one folder for each asset type, or null
 * @param classLoader asked for the resource folders {@code migrations} and {@code schemas} and for
 *     {@link JavaMigration}s
 */
public record MigrationSources(@Nullable Path migrations, @Nullable Path schemas, ClassLoader classLoader) {

    /** Checks that there is a class loader. */
    public MigrationSources {
        requireNonNull(classLoader, "classLoader");
    }

    /** The class path alone. */
    public static MigrationSources classpath(ClassLoader classLoader) {
        return new MigrationSources(null, null, classLoader);
    }

    /** The same with a directory of migrations. */
    public MigrationSources withMigrations(Path directory) {
        return new MigrationSources(directory, schemas, classLoader);
    }

    /** The same with a directory of schemas. */
    public MigrationSources withSchemas(Path directory) {
        return new MigrationSources(migrations, directory, classLoader);
    }
}
