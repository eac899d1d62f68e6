/** Rows are fetched, with patience for a database that is slow or away. */
@NullMarked
package dev.reprise.pipeline.load;

import org.jspecify.annotations.NullMarked;
