/**
 * The published language of Reprise: what both services and the command line read and write, and the asset tables
 * they share. Nothing here knows Kafka Streams or Quarkus.
 */
@NullMarked
package dev.reprise.common;

import org.jspecify.annotations.NullMarked;
