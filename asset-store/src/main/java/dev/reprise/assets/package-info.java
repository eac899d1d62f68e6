/**
 * The asset tables as the services see them: paging of ids, reading of rows, the fenced write. The rules are here;
 * the CQL is in the leaf {@code cassandra}.
 */
@NullMarked
package dev.reprise.assets;

import org.jspecify.annotations.NullMarked;
