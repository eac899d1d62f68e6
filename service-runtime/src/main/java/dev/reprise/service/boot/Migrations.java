package dev.reprise.service.boot;

import dev.reprise.migration.InvalidMigrationsException;
import dev.reprise.migration.MigrationCatalog;
import dev.reprise.migration.MigrationProblem;
import dev.reprise.migration.MigrationSources;
import dev.reprise.service.config.ServiceSettings;
import dev.reprise.service.config.WrongSettingsException;

/** Loads the migrations of a service. */
public final class Migrations {

    private Migrations() {}

    /**
     * Loads and checks all migrations.
     *
     * @throws WrongSettingsException naming file and line of every mistake; a service must not run with any
     */
    public static MigrationCatalog load(ServiceSettings settings) {
        try {
            return MigrationCatalog.load(new MigrationSources(
                    settings.migrations(),
                    settings.schemas(),
                    Thread.currentThread().getContextClassLoader()));
        } catch (InvalidMigrationsException e) {
            throw new WrongSettingsException(
                    e.problems().stream().map(MigrationProblem::toString).toList());
        }
    }
}
