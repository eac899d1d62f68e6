package dev.reprise.service.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * How to reach Kafka, and how long it waits for an instance that has gone silent.
 *
 * @param client properties that every client gets: the bootstrap servers, and whatever else is set below {@code kafka.},
 *     such as {@code kafka.security.protocol}
 * @param sessionTimeout a dead instance is noticed after this
 * @param transactionTimeout the broker aborts the transaction that a dead instance left open after this
 */
public record KafkaSettings(Map<String, Object> client, Duration sessionTimeout, Duration transactionTimeout) {

    public KafkaSettings {
        client = Map.copyOf(client);
    }

    /** Reads {@code kafka.*} and takes the timeouts of the keys. */
    static KafkaSettings from(ServiceKeys.StreamKeys keys, ConfigurationReader reader) {
        Map<String, Object> client = new LinkedHashMap<>();
        // What an admin client understands is what concerns the connection, and so holds for every client.
        for (String name : AdminClientConfig.configNames()) {
            reader.text("kafka." + name).ifPresent(value -> client.put(name, value));
        }
        client.putIfAbsent(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
        return new KafkaSettings(client, keys.sessionTimeout(), keys.transactionTimeout());
    }

    /** Returns the addresses that connections begin with, as configured. */
    public String bootstrapServers() {
        return String.valueOf(client.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
    }
}
