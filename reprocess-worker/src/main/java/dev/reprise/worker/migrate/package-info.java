/** What a row becomes: pure decisions, no I/O. */
@NullMarked
package dev.reprise.worker.migrate;

import org.jspecify.annotations.NullMarked;
