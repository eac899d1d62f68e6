package dev.reprise.deployment;

import static dev.reprise.deployment.ManifestRule.when;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.topic.TopicSpec;
import dev.reprise.common.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The topics and users of a deployment without prefix are those of the code. */
final class KafkaRules {

    private static final Topics TOPICS = new Topics("");

    /** The default of {@code reprise.topics.partitions}. */
    private static final int PARTITIONS = 8;

    /** Wanted only where iceberg-writer runs. */
    private static final TopicSpec EXPORT = TOPICS.exportSpec(PARTITIONS);

    private static final Map<String, TopicSpec> SPECS = Stream.concat(
                    TOPICS.all(PARTITIONS).stream(), Stream.of(EXPORT))
            .collect(Collectors.toMap(TopicSpec::name, topic -> topic));

    private static final Set<String> GROUPS =
            Set.of(TOPICS.idProducerGroup(), TOPICS.intakeGroup(), TOPICS.workerGroup());

    private KafkaRules() {}

    /** All topics or, where somebody else makes them, none. */
    static List<String> topics(Manifests manifests) {
        List<Manifest> topics = manifests.all("KafkaTopic").toList();
        if (topics.isEmpty()) {
            return List.of();
        }
        boolean exports = manifests.has("Deployment", "iceberg-writer");
        Set<String> names = topics.stream().map(Manifest::name).collect(Collectors.toSet());
        return Stream.concat(
                        SPECS.keySet().stream()
                                .filter(name -> !names.contains(name))
                                .filter(name -> exports || !name.equals(EXPORT.name()))
                                .map(name -> "KafkaTopic " + name + " is missing"),
                        topics.stream().flatMap(KafkaRules::differences))
                .toList();
    }

    private static Stream<String> differences(Manifest topic) {
        TopicSpec spec = SPECS.get(topic.name());
        if (spec == null) {
            return Stream.of(topic + ": the code has no such topic");
        }
        Map<String, String> config = new TreeMap<>(Manifest.texts(topic.at("/spec/config")));
        int replicas = topic.at("/spec/replicas").asInt();
        String inSync = config.getOrDefault("min.insync.replicas", "1");
        config.remove("min.insync.replicas");
        return Stream.of(
                        when(
                                topic.at("/spec/partitions").asInt() != spec.partitions(),
                                topic + ": the code wants " + spec.partitions() + " partitions"),
                        when(!config.equals(spec.settings()), topic + ": the code wants " + spec.settings()),
                        when(
                                replicas < 3 || Integer.parseInt(inSync) != replicas - 1,
                                topic + ": one broker may be away, so three replicas, of which two are in sync"))
                .flatMap(problems -> problems);
    }

    /** A topic or group that does not exist is a typo, which shows as a refusal in the middle of a job. */
    static List<String> access(Manifests manifests) {
        return manifests
                .all("KafkaUser")
                .flatMap(user -> user.each("/spec/authorization/acls").stream()
                        .map(acl -> acl.path("resource"))
                        .filter(resource -> !isKnown(resource))
                        .map(resource -> user + ": Reprise has no "
                                + resource.path("type").asText() + " "
                                + resource.path("name").asText()))
                .toList();
    }

    private static boolean isKnown(JsonNode resource) {
        String name = resource.path("name").asText();
        boolean isPrefix = resource.path("patternType").asText().equals("prefix");
        return switch (resource.path("type").asText()) {
            case "topic" -> isPrefix ? isPrefixOfTopics(name) : SPECS.containsKey(name);
            case "group" -> GROUPS.contains(name);
            // Their ids end in something new at each start.
            case "transactionalId" -> isPrefix && isOfApplication(name);
            default -> false;
        };
    }

    private static boolean isPrefixOfTopics(String name) {
        return isOfApplication(name) || SPECS.keySet().stream().allMatch(topic -> topic.startsWith(name));
    }

    private static boolean isOfApplication(String name) {
        return Set.of(TOPICS.idProducerGroup() + "-", TOPICS.workerGroup() + "-")
                .contains(name);
    }

    /** With topics made outside, the services must wait for them. */
    static List<String> creation(Manifests manifests) {
        boolean madeOutside = manifests.all("KafkaTopic").findAny().isPresent();
        return manifests
                .all("ConfigMap")
                .filter(map -> map.name().matches("reprise-config(-[a-z0-9]{10})?"))
                .filter(map ->
                        madeOutside == map.at("/data/REPRISE_TOPICS_CREATE").asBoolean(true))
                .map(map -> map + ": reprise.topics.create must be false where topics are objects, and true elsewhere")
                .toList();
    }
}
