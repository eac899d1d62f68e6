/** Contestants and observers that know Kafka's clients. */
@NullMarked
package dev.reprise.bench.kafka;

import org.jspecify.annotations.NullMarked;
