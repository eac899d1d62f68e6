/** The way of a row, whatever the processor: read, left to its live writer or decided, applied or described. */
@NullMarked
package dev.reprise.pipeline;

import org.jspecify.annotations.NullMarked;
