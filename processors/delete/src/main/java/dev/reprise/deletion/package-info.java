/** The processor {@code delete}: rows are deleted as they were read, after a preview has been confirmed. */
@NullMarked
package dev.reprise.deletion;

import org.jspecify.annotations.NullMarked;
