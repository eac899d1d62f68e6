package dev.reprise.endtoend.architecture.bad.processors.worker;

import dev.reprise.endtoend.architecture.bad.Offends;
import dev.reprise.migration.MigrationCatalog;

/** Asks one kind of work directly. */
@Offends
record AsksAProcessor(MigrationCatalog catalog) {}
