/** A deployment, reached by Kafka's clients; no consumer here is in a group. */
@NullMarked
package dev.reprise.cli.topics.kafka;

import org.jspecify.annotations.NullMarked;
