/** The archive of the command line, used as operators do: unpacked somewhere, without a checkout. */
@NullMarked
package dev.reprise.endtoend.archive;

import org.jspecify.annotations.NullMarked;
