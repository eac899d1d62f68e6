/**
 * The published language of Reprise: what both services and the command line read and write. Nothing here knows Kafka
 * Streams, Quarkus or the Cassandra driver.
 */
@NullMarked
package dev.reprise.common;

import org.jspecify.annotations.NullMarked;
