/** The processor {@code fill-index}: a reverse-index table is filled from existing rows. */
@NullMarked
package dev.reprise.fillindex;

import org.jspecify.annotations.NullMarked;
