/** Messages and dead letters as records, and whether a topic takes them. */
@NullMarked
package dev.reprise.pipeline.kafka;

import org.jspecify.annotations.NullMarked;
