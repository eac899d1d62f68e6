/** Puts the pipeline together: sinks with their fences, retries and threads. */
@NullMarked
package dev.reprise.pipeline.boot;

import org.jspecify.annotations.NullMarked;
