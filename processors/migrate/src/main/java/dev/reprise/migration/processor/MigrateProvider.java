package dev.reprise.migration.processor;

import dev.reprise.migration.InvalidMigrationsException;
import dev.reprise.migration.MigrationCatalog;
import dev.reprise.migration.MigrationProblem;
import dev.reprise.migration.MigrationSources;
import dev.reprise.processor.AssetProcessor;
import dev.reprise.processor.InvalidProcessorException;
import dev.reprise.processor.ProcessorContext;
import dev.reprise.processor.ProcessorProvider;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the processor {@code migrate} of the migrations on the configured path and on the class path. */
public final class MigrateProvider implements ProcessorProvider {

    private static final String MIGRATIONS = "reprise.migrations.path";
    private static final String SCHEMAS = "reprise.schemas.path";

    /** Created by the service loader. */
    public MigrateProvider() {}

    @Override
    public List<String> keys() {
        return List.of(MIGRATIONS, SCHEMAS);
    }

    @Override
    public AssetProcessor<?> create(ProcessorContext context) {
        try {
            return new MigrateProcessor(MigrationCatalog.load(new MigrationSources(
                    path(context, MIGRATIONS), path(context, SCHEMAS), context.classLoader())));
        } catch (InvalidMigrationsException e) {
            throw new InvalidProcessorException(
                    e.problems().stream().map(MigrationProblem::toString).toList());
        }
    }

    private static @Nullable Path path(ProcessorContext context, String key) {
        return context.setting(key).map(Path::of).orElse(null);
    }
}
