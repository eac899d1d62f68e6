/** The tables: rows to files, files to commits, and the offsets in them. */
@NullMarked
package dev.reprise.iceberg.table;

import org.jspecify.annotations.NullMarked;
