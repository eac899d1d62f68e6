/** How much an instance has in flight: as much as the database answers quickly, for production is there too. */
@NullMarked
package dev.reprise.worker.concurrency;

import org.jspecify.annotations.NullMarked;
