package dev.reprise.migration.processor;

import dev.reprise.migration.InvalidMigrationsException;
import dev.reprise.migration.MigrationCatalog;
import dev.reprise.migration.MigrationProblem;
import dev.reprise.migration.MigrationSources;
import dev.reprise.processor.AssetProcessor;
import dev.reprise.processor.InvalidProcessorException;
import dev.reprise.processor.ProcessorContext;
import dev.reprise.processor.ProcessorProvider;
import dev.reprise.processor.ProcessorSetting;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the processor {@code migrate} of the migrations on the configured path and on the class path. */
public final class MigrateProvider implements ProcessorProvider {

    private static final String MIGRATIONS = "reprise.migrations.path";
    private static final String SCHEMAS = "reprise.schemas.path";
    private static final String FOLDER = "folder; the same files in both services";
    private static final String CLASS_PATH = "class path only";

    /** Created by the service loader. */
    public MigrateProvider() {}

    @Override
    public String name() {
        return MigrateProcessor.NAME;
    }

    @Override
    public List<ProcessorSetting> settings() {
        return List.of(
                new ProcessorSetting(
                        MIGRATIONS,
                        FOLDER,
                        CLASS_PATH,
                        "a worker with other migrations than a job was begun with parks the job's events, and the job is"
                                + " paused with that message"),
                new ProcessorSetting(SCHEMAS, FOLDER, CLASS_PATH, "as for `reprise.migrations.path`"));
    }

    @Override
    public AssetProcessor<?> create(ProcessorContext context) {
        try {
            return new MigrateProcessor(MigrationCatalog.load(
                    new MigrationSources(path(context, MIGRATIONS), path(context, SCHEMAS), context.classLoader())));
        } catch (InvalidMigrationsException e) {
            throw new InvalidProcessorException(
                    e.problems().stream().map(MigrationProblem::toString).toList());
        }
    }

    private static @Nullable Path path(ProcessorContext context, String key) {
        return context.setting(key).map(Path::of).orElse(null);
    }
}
