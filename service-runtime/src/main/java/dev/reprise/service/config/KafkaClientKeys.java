package dev.reprise.service.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;

/**
 * Knows which settings of Kafka's clients may be configured: all that an admin client, a consumer or a producer has, but
 * those that the guarantees rest on, and those that Reprise has keys of its own for.
 *
 * <p>Threading: immutable.
 */
final class KafkaClientKeys {

    private static final List<ConfigDef> CLIENTS =
            List.of(AdminClientConfig.configDef(), ConsumerConfig.configDef(), ProducerConfig.configDef());

    /** Kafka's own way to take values from elsewhere, such as files. Below it are the names of the providers. */
    private static final String PROVIDERS = "config.providers";

    private static final String GROUPS = "Reprise and Kafka Streams manage the consumer groups";

    private static final String FORMATS = "the records of each topic have a fixed form";

    private static final String ORDER = "no write may be lost, repeated or overtaken";

    private static final String PARTITIONS = "Reprise chooses the partition of each record";

    private static final Map<String, String> REFUSED = refused();

    private static final Set<String> KNOWN = known();

    private KafkaClientKeys() {}

    /** Returns every setting that may be configured, in order; those of config providers are beside them. */
    static Set<String> known() {
        Set<String> names = new TreeSet<>(all());
        names.removeAll(REFUSED.keySet());
        return names;
    }

    /** Returns the settings that hold a secret. */
    static Set<String> secrets() {
        return KNOWN.stream().filter(KafkaClientKeys::isSecret).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns why a setting may not be configured; empty if it may. */
    static Optional<String> refusal(String name) {
        String reason = REFUSED.get(name);
        if (reason != null) {
            return Optional.of("cannot be configured: " + reason);
        }
        boolean isKnown = KNOWN.contains(name) || name.equals(PROVIDERS) || name.startsWith(PROVIDERS + ".");
        return isKnown ? Optional.empty() : Optional.of("no client of Kafka has such a setting");
    }

    /** Returns what is wrong with the value of each setting, by the rules of the clients. Secrets are not repeated. */
    static Map<String, String> wrongValues(Map<String, String> values) {
        Map<String, String> wrong = new HashMap<>();
        for (ConfigDef client : CLIENTS) {
            for (ConfigValue value : client.validate(values)) {
                String name = value.name();
                // A place that a provider fills has no value yet.
                boolean isJudged = values.containsKey(name)
                        && !values.getOrDefault(name, "").contains("${");
                if (isJudged && !value.errorMessages().isEmpty()) {
                    wrong.put(name, isSecret(name) ? "is wrong" : String.join("; ", value.errorMessages()));
                }
            }
        }
        return wrong;
    }

    private static Set<String> all() {
        return CLIENTS.stream()
                .flatMap(client -> client.names().stream())
                .filter(name -> !name.startsWith("internal."))
                .collect(Collectors.toSet());
    }

    private static boolean isSecret(String name) {
        return CLIENTS.stream()
                .map(client -> client.configKeys().get(name))
                .anyMatch(key -> key != null && key.type() == ConfigDef.Type.PASSWORD);
    }

    private static Map<String, String> refused() {
        Map<String, String> refused = new HashMap<>();
        Stream.of("group.id", "group.instance.id", "group.protocol", "group.remote.assignor")
                .forEach(name -> refused.put(name, GROUPS));
        refused.put("partition.assignment.strategy", GROUPS);
        refused.put("session.timeout.ms", "its key is reprise.streams.session-timeout");
        refused.put("heartbeat.interval.ms", "it follows from reprise.streams.session-timeout");
        refused.put("max.poll.interval.ms", "it follows from reprise.streams.transaction-timeout");
        refused.put("transaction.timeout.ms", "its key is reprise.streams.transaction-timeout");
        refused.put("transactional.id", "Kafka Streams names its transactions");
        refused.put("transaction.two.phase.commit.enable", "Kafka Streams ends its transactions");
        refused.put("isolation.level", "what is read must be committed");
        Stream.of("enable.auto.commit", "auto.commit.interval.ms")
                .forEach(name -> refused.put(name, "an offset is committed with what came of its record"));
        refused.put("auto.offset.reset", "no record may be skipped");
        refused.put("allow.auto.create.topics", "its key is reprise.topics.create");
        Stream.of("key.deserializer", "value.deserializer", "key.serializer", "value.serializer")
                .forEach(name -> refused.put(name, FORMATS));
        Stream.of("acks", "enable.idempotence", "max.in.flight.requests.per.connection", "retries")
                .forEach(name -> refused.put(name, ORDER));
        Stream.of("partitioner.class", "partitioner.ignore.keys").forEach(name -> refused.put(name, PARTITIONS));
        refused.put("max.request.size", "every record of Reprise must fit");
        refused.put("interceptor.classes", "a consumer and a producer need different ones");
        refused.put("bootstrap.controllers", "a service needs the brokers");
        return Map.copyOf(refused);
    }
}
