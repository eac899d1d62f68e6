package dev.reprise.topics;

import dev.reprise.common.topic.Topics;
import java.util.Objects;

/**
 * Where a deployment is.
 *
 * <p>Threading: immutable.
 *
 * @param bootstrapServers {@code host:port}, several with commas between
 * @param topics names of its topics
 */
public record KafkaAddress(String bootstrapServers, Topics topics) {
    public KafkaAddress {
        Objects.requireNonNull(bootstrapServers, "bootstrapServers");
        Objects.requireNonNull(topics, "topics");
    }
}
