/** New payloads are written back to their row under a fence, so that any newer live write wins. */
@NullMarked
package dev.reprise.pipeline.writeback;

import org.jspecify.annotations.NullMarked;
