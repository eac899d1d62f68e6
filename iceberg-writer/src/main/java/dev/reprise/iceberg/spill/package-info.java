/** Rows that wait for the next commit. */
@NullMarked
package dev.reprise.iceberg.spill;

import org.jspecify.annotations.NullMarked;
