package dev.reprise.service.config;

import dev.reprise.common.config.Settings;
import java.time.Duration;
import java.util.Collection;
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

    /** A shorter time takes long pauses of the JVM for death. */
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);

    /** The default of 10 s under exactly-once would abort a transaction that only waits for a slow database. */
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(1);

    public KafkaSettings {
        client = Map.copyOf(client);
    }

    /** Settings with the default timeouts. */
    public KafkaSettings(Map<String, Object> client) {
        this(client, SESSION_TIMEOUT, TRANSACTION_TIMEOUT);
    }

    /** Reads {@code kafka.*} and {@code reprise.streams.*}; mistakes are noted in the settings. */
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
        Duration session = settings.duration(
                "reprise.streams.session-timeout", SESSION_TIMEOUT, Duration.ofSeconds(1), Duration.ofMinutes(5));
        // Brokers allow up to transaction.max.timeout.ms, 15 minutes by default.
        Duration transaction = settings.duration(
                "reprise.streams.transaction-timeout",
                TRANSACTION_TIMEOUT,
                Duration.ofSeconds(2),
                Duration.ofMinutes(15));
        return new KafkaSettings(client, session, transaction);
    }

    /** Returns the addresses that connections begin with, as configured. */
    public String bootstrapServers() {
        return String.valueOf(client.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
    }
}
