package dev.reprise.common.topic;

import java.util.Map;

/**
 * A topic as it is to be created.
 *
 * @param name full name, prefix included
 * @param partitions at least 1
 * @param settings topic settings in Kafka's own names; what is absent follows the broker
 */
public record TopicSpec(String name, int partitions, Map<String, String> settings) {

    public TopicSpec {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions of " + name + " must be at least 1, not " + partitions);
        }
        settings = Map.copyOf(settings);
    }
}
