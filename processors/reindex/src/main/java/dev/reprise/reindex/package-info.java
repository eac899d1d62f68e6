/** What the processor {@code reindex} sends to an index, and to which. */
@NullMarked
package dev.reprise.reindex;

import org.jspecify.annotations.NullMarked;
