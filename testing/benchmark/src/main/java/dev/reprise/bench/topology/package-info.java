/** The contestant that blocks in a plain Kafka Streams processor. */
@NullMarked
package dev.reprise.bench.topology;

import org.jspecify.annotations.NullMarked;
