/** Rows are read for a comparison. */
@NullMarked
package dev.reprise.cli.compare.cassandra;

import org.jspecify.annotations.NullMarked;
