package dev.reprise.audit.kafka;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Where some topics ended at a moment: what is written later stands behind.
 *
 * <p>Threading: immutable.
 *
 * @param offsets by partition; what has none counts from its beginning
 */
public record TopicPositions(Map<TopicPartition, Long> offsets) {

    /** The beginning of every topic. */
    public static final TopicPositions BEGINNING = new TopicPositions(Map.of());

    public TopicPositions {
        offsets = Map.copyOf(offsets);
    }
}
