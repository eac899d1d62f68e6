package dev.reprise.service.config;

import dev.reprise.topics.kafka.KafkaRefusal;
import dev.reprise.topics.kafka.TokenLogin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/**
 * How to reach Kafka, and how long it waits for an instance that has gone silent.
 *
 * @param client properties that every client gets: the bootstrap servers, and whatever else is set below {@code kafka.},
 *     such as {@code kafka.security.protocol}; a client passes over those it does not have
 * @param sessionTimeout a dead instance is noticed after this
 * @param transactionTimeout the broker aborts the transaction that a dead instance left open after this
 */
public record KafkaSettings(Map<String, Object> client, Duration sessionTimeout, Duration transactionTimeout) {

    private static final String PREFIX = "kafka.";

    private static final List<String> FILES =
            List.of(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG);

    /** Nothing listens there, and nothing is asked: a client is made for a moment, to see whether it can be. */
    private static final String NOWHERE = "127.0.0.1:1";

    public KafkaSettings {
        client = Map.copyOf(client);
    }

    /** Reads {@code kafka.*} and takes the timeouts of the keys. */
    static KafkaSettings from(ServiceKeys.StreamKeys keys, ConfigurationReader reader) {
        Map<String, String> set = new LinkedHashMap<>();
        KafkaClientKeys.known().forEach(name -> reader.text(PREFIX + name).ifPresent(value -> set.put(name, value)));
        KafkaClientKeys.secrets().forEach(name -> reader.secretFile(PREFIX + name, set.containsKey(name))
                .ifPresent(value -> set.put(name, value)));
        reader.namesBelow(PREFIX).forEach(name -> {
            String setting = name.substring(PREFIX.length());
            if (!isSecretFile(setting)) {
                KafkaClientKeys.refusal(setting)
                        .ifPresentOrElse(problem -> reader.note(name, problem), () -> reader.text(name)
                                .ifPresent(value -> set.put(setting, value)));
            }
        });
        Map<String, String> wrong = KafkaClientKeys.wrongValues(set);
        wrong.forEach((name, problem) -> reader.note(PREFIX + name, problem));
        Map<String, Object> client = new HashMap<>(set);
        client.putIfAbsent(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
        if (wrong.isEmpty()) {
            checkSecurity(client, reader);
        }
        return new KafkaSettings(TokenLogin.completed(client), keys.sessionTimeout(), keys.transactionTimeout());
    }

    /** Returns the addresses that connections begin with, as configured. */
    public String bootstrapServers() {
        return String.valueOf(client.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
    }

    /** Returns the settings without what is secret. */
    @Override
    public String toString() {
        return "KafkaSettings[" + bootstrapServers() + "]";
    }

    private static boolean isSecretFile(String setting) {
        return setting.endsWith(ConfigurationReader.FILE)
                && KafkaClientKeys.secrets()
                        .contains(setting.substring(0, setting.length() - ConfigurationReader.FILE.length()));
    }

    /** What a client can only find out by reading files and making a login is found out here, beside all other mistakes. */
    private static void checkSecurity(Map<String, Object> client, ConfigurationReader reader) {
        Object protocol = client.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
        if (protocol == null || protocol.equals(SecurityProtocol.PLAINTEXT.name)) {
            return;
        }
        for (String name : FILES) {
            Object file = client.get(name);
            if (file != null && !file.toString().contains("${") && !Files.isReadable(Path.of(file.toString()))) {
                reader.note(PREFIX + name, "there is no file " + file + " that this user can read");
                return;
            }
        }
        Map<String, Object> tried = TokenLogin.completed(client);
        tried.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, NOWHERE);
        try {
            Admin.create(tried).close(Duration.ZERO);
        } catch (KafkaException | IllegalArgumentException e) {
            reader.note(PREFIX + CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, KafkaRefusal.ofSettings(e));
        }
    }
}
