/**
 * Where migration and schema files come from: a configured directory, and the class path.
 *
 * <p>Everything is read once, whole, into memory; nothing here knows what the files mean.
 */
@NullMarked
package dev.reprise.migration.files;

import org.jspecify.annotations.NullMarked;
