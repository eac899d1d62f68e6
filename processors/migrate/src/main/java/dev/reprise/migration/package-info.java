/**
 * The migrations known: found, checked, and applied.
 *
 * <p>{@link dev.reprise.migration.MigrationCatalog} is the door. At load every file is read, compiled and run on its own
 * examples, and every mistake is reported at once; afterwards the catalogue is immutable, and what it hands out may be
 * used by any number of threads.
 *
 * <p>The languages of mappings and schemas are leaves ({@code jslt}, {@code jsonata}, {@code schema}): they implement
 * {@link dev.reprise.migration.MigrationLanguage} and {@link dev.reprise.migration.SchemaCompiler}, and are found by
 * service loader, so that no library type is seen here.
 */
@NullMarked
package dev.reprise.migration;

import org.jspecify.annotations.NullMarked;
