/** The local stack in the background. */
@NullMarked
package dev.reprise.cli.stack;

import org.jspecify.annotations.NullMarked;
