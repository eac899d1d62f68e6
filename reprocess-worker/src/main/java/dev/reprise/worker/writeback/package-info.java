/** New payloads go back to the row under a fence that any newer live write wins. */
@NullMarked
package dev.reprise.worker.writeback;

import org.jspecify.annotations.NullMarked;
