package dev.reprise.audit.kafka;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where some topics ended at a moment: what is written later stands behind.
 *
 * <p>Threading: immutable.
 *
 * @param offsets by topic and partition
 */
public record TopicPositions(Map<String, Map<Integer, Long>> offsets) {

    /** The beginning of every topic. */
    public static final TopicPositions BEGINNING = new TopicPositions(Map.of());

    public TopicPositions {
        offsets = offsets.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> Map.copyOf(entry.getValue())));
    }

    /** Returns the position in a partition; 0 where none was noted. */
    long of(String topic, int partition) {
        return offsets.getOrDefault(topic, Map.of()).getOrDefault(partition, 0L);
    }
}
