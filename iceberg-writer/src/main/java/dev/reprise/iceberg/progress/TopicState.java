package dev.reprise.iceberg.progress;

import java.util.Map;
import java.util.Objects;

/**
 * What Kafka says of the topic at one moment.
 *
 * <p>Threading: immutable.
 *
 * @param name full name
 * @param id what Kafka gave it when it was made
 * @param begins offset of the first record that is still there, by partition; a key for each partition
 */
public record TopicState(String name, String id, Map<Integer, Long> begins) {
    public TopicState {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(id, "id");
        begins = Map.copyOf(begins);
    }

    /** Returns whether this is still the topic that another look has found, with the same partitions. */
    public boolean isSameAs(TopicState other) {
        return id.equals(other.id) && begins.keySet().equals(other.begins.keySet());
    }
}
