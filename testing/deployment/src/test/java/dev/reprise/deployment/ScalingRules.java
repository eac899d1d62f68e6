package dev.reprise.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What KEDA does not check by itself, or tells only in the log of its operator. */
final class ScalingRules {

    /** The metadata that the scalers of KEDA 2.20 read, of those in use here. What else stands there is passed over. */
    private static final Map<String, Set<String>> METADATA = Map.of(
            "prometheus",
            Set.of(
                    "serverAddress",
                    "query",
                    "threshold",
                    "activationThreshold",
                    "namespace",
                    "customHeaders",
                    "ignoreNullValues",
                    "queryParameters",
                    "unsafeSsl",
                    "authModes",
                    "timeout"),
            "kafka",
            Set.of(
                    "bootstrapServers",
                    "consumerGroup",
                    "topic",
                    "lagThreshold",
                    "activationLagThreshold",
                    "offsetResetPolicy",
                    "allowIdleConsumers",
                    "scaleToZeroOnInvalidOffset",
                    "version",
                    "partitionLimitation",
                    "limitToPartitionsWithLag",
                    "excludePersistentLag",
                    "sasl",
                    "tls"));

    private static final Map<String, Set<String>> REQUIRED = Map.of(
            "prometheus", Set.of("serverAddress", "query", "threshold", "ignoreNullValues"),
            "kafka",
                    Set.of(
                            "bootstrapServers",
                            "consumerGroup",
                            "topic",
                            "lagThreshold",
                            "activationLagThreshold",
                            "version"));

    private ScalingRules() {}

    static List<String> triggers(Manifests manifests) {
        return manifests
                .all("ScaledObject")
                .flatMap(object -> object.each("/spec/triggers").stream()
                        .flatMap(ScalingRules::trigger)
                        .map(problem -> object + ": " + problem))
                .toList();
    }

    private static Stream<String> trigger(JsonNode trigger) {
        String type = trigger.path("type").asText();
        if (!METADATA.containsKey(type)) {
            return Stream.of("the trigger " + type + " is not one that is tried");
        }
        Map<String, String> metadata = Manifest.texts(trigger.path("metadata"));
        return Stream.of(
                        metadata.keySet().stream()
                                .filter(key ->
                                        !METADATA.getOrDefault(type, Set.of()).contains(key))
                                .map(key -> type + " has no setting " + key),
                        REQUIRED.getOrDefault(type, Set.of()).stream()
                                .filter(key -> !metadata.containsKey(key))
                                .map(key -> type + " needs " + key),
                        trigger.path("metadata").properties().stream()
                                .filter(entry -> !entry.getValue().isTextual())
                                .map(entry -> entry.getKey() + " must be a text, so quote it"),
                        // With Value, KEDA multiplies by the pods that there are.
                        ManifestRule.when(
                                !trigger.path("metricType").asText().equals("AverageValue"),
                                "metricType must be AverageValue, so that the number is that of all pods"))
                .flatMap(problems -> problems);
    }

    /** Known mistakes of KEDA and of its set-up that cost the last worker. */
    static List<String> bounds(Manifests manifests) {
        return manifests
                .all("ScaledObject")
                .flatMap(object -> Stream.of(
                                ManifestRule.when(
                                        object.at("/spec/minReplicaCount").asInt() < 1,
                                        "minReplicaCount must be at least 1: the last worker may go while a broker is"
                                                + " replaced"),
                                ManifestRule.when(
                                        object.at("/spec/maxReplicaCount").asInt()
                                                < object.at("/spec/minReplicaCount")
                                                        .asInt(),
                                        "maxReplicaCount is below minReplicaCount"),
                                ManifestRule.when(
                                        !object.at("/spec/fallback/behavior")
                                                .asText()
                                                .equals("currentReplicasIfHigher"),
                                        "without this fallback an answer that is missing takes workers away"),
                                ManifestRule.when(
                                        object.at("/spec/advanced/horizontalPodAutoscalerConfig/behavior/scaleDown"
                                                                + "/stabilizationWindowSeconds")
                                                        .asInt()
                                                < 300,
                                        "workers must go late: each step moves tasks"))
                        .flatMap(problems -> problems)
                        .map(problem -> object + ": " + problem))
                .toList();
    }

    /** Every apply would set the number of pods back. */
    static List<String> target(Manifests manifests) {
        return manifests
                .all("ScaledObject")
                .filter(object -> manifests
                        .deployments()
                        .noneMatch(deployment -> deployment
                                        .name()
                                        .equals(object.at("/spec/scaleTargetRef/name")
                                                .asText())
                                && deployment.at("/spec/replicas").isMissingNode()))
                .map(object -> object + ": its Deployment is missing or has replicas of its own")
                .toList();
    }
}
