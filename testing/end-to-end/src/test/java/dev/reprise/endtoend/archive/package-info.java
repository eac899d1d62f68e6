/** The archive of the command line, as operators get it. */
@NullMarked
package dev.reprise.endtoend.archive;

import org.jspecify.annotations.NullMarked;
