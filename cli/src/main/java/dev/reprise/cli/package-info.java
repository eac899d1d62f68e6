/** The {@code reprise} command: puts the commands together and runs one. */
@NullMarked
package dev.reprise.cli;

import org.jspecify.annotations.NullMarked;
