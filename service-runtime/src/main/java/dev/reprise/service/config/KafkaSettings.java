package dev.reprise.service.config;

import dev.reprise.common.config.Settings;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * How to reach Kafka.
 *
 * @param client properties that every client gets: the bootstrap servers, and whatever else is set below {@code kafka.},
 *     such as {@code kafka.security.protocol}
 */
public record KafkaSettings(Map<String, Object> client) {

    public KafkaSettings {
        client = Map.copyOf(client);
    }

    /** Reads {@code kafka.*}. */
    public static KafkaSettings from(Settings settings) {
        Map<String, Object> client = new LinkedHashMap<>();
        // What an admin client understands is what concerns the connection, and so holds for every client.
        Collection<String> names = AdminClientConfig.configNames();
        for (String name : names) {
            String value = settings.optionalText("kafka." + name);
            if (value != null) {
                client.put(name, value);
            }
        }
        client.putIfAbsent(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
        return new KafkaSettings(client);
    }

    /** Returns the addresses that connections begin with, as configured. */
    public String bootstrapServers() {
        return String.valueOf(client.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
    }
}
