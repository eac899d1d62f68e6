/**
 * Reads topics by Kafka's clients. {@link dev.reprise.topics.kafka.TopicTail} is the one way to read a topic to its end; no
 * consumer here is in a group.
 */
@NullMarked
package dev.reprise.topics.kafka;

import org.jspecify.annotations.NullMarked;
