/** The stack in the background: one per stack file, started, asked and ended by other processes. */
@NullMarked
package dev.reprise.localstack.daemon;

import org.jspecify.annotations.NullMarked;
