/** Rows and jobs are fetched, with patience for a database that is slow or away. */
@NullMarked
package dev.reprise.worker.load;

import org.jspecify.annotations.NullMarked;
