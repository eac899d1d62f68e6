package dev.reprise.topics;

import dev.reprise.common.topic.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Where a deployment is, and how its Kafka lets a client in.
 *
 * <p>Threading: immutable.
 *
 * @param bootstrapServers {@code host:port}, several with commas between
 * @param topics names of its topics
 * @param client more settings of Kafka's clients, such as {@code security.protocol}
 */
public record KafkaAddress(String bootstrapServers, Topics topics, Map<String, Object> client) {
    public KafkaAddress {
        Objects.requireNonNull(bootstrapServers, "bootstrapServers");
        Objects.requireNonNull(topics, "topics");
        client = Map.copyOf(client);
    }

    /** A Kafka that lets everybody in. */
    public KafkaAddress(String bootstrapServers, Topics topics) {
        this(bootstrapServers, topics, Map.of());
    }

    /** Returns settings for a client: those of this address, and over them others that the use of the client needs. */
    public Map<String, Object> settings(Map<String, Object> ofUse) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("bootstrap.servers", bootstrapServers);
        settings.putAll(ofUse);
        return settings;
    }

    /** Returns the address without what is secret. */
    @Override
    public String toString() {
        return "KafkaAddress[" + bootstrapServers + ", " + topics + "]";
    }
}
