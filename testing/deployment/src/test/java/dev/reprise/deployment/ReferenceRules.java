package dev.reprise.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What names something else must name something that is there. */
final class ReferenceRules {

    /** Made by the platform or by Strimzi, see docs/deploy.md. */
    static final Set<String> SECRETS = Set.of(
            "reprise-kafka-ca",
            "reprise-cassandra",
            "reprise-elasticsearch",
            "reprise-worker-elasticsearch",
            "reprise-iceberg-catalog",
            "reprise-id-producer",
            "reprise-worker",
            "reprise-iceberg-writer");

    private static final String SPEC = "/spec/template/spec";

    private ReferenceRules() {}

    static List<String> selectors(Manifests manifests) {
        return manifests.objects().stream()
                .flatMap(object -> selector(object).stream()
                        .filter(selector -> manifests
                                .deployments()
                                .noneMatch(deployment -> Manifests.selects(selector, deployment)))
                        .map(selector -> object + ": its selector matches no pod"))
                .toList();
    }

    private static List<JsonNode> selector(Manifest object) {
        return switch (object.kind()) {
            case "Service" -> List.of(object.at("/spec/selector"));
            case "PodDisruptionBudget", "PodMonitor" -> List.of(object.at("/spec/selector/matchLabels"));
            case "NetworkPolicy" -> List.of(object.at("/spec/podSelector/matchLabels"));
            default -> List.of();
        };
    }

    static List<String> ports(Manifests manifests) {
        return manifests.objects().stream()
                .flatMap(object -> namedPorts(object)
                        .filter(port -> manifests
                                .deployments()
                                .noneMatch(deployment -> selector(object).stream()
                                                .anyMatch(selector -> Manifests.selects(selector, deployment))
                                        && Manifest.elements(
                                                        deployment.container().path("ports"))
                                                .stream()
                                                .anyMatch(known -> known.path("name")
                                                        .asText()
                                                        .equals(port))))
                        .map(port -> object + ": no pod of it has a port " + port))
                .toList();
    }

    private static Stream<String> namedPorts(Manifest object) {
        Stream<JsonNode> ports =
                switch (object.kind()) {
                    case "Service" -> object.each("/spec/ports").stream().map(port -> port.path("targetPort"));
                    case "PodMonitor" ->
                        object.each("/spec/podMetricsEndpoints").stream().map(endpoint -> endpoint.path("port"));
                    case "NetworkPolicy" ->
                        object.each("/spec/ingress").stream()
                                .flatMap(rule -> Manifest.elements(rule.path("ports")).stream())
                                .map(port -> port.path("port"));
                    default -> Stream.empty();
                };
        return ports.filter(port -> !port.isNumber()).map(JsonNode::asText);
    }

    static List<String> disruption(Manifests manifests) {
        return manifests
                .all("PodDisruptionBudget")
                .filter(budget -> budget.at("/spec").has("minAvailable")
                                == budget.at("/spec").has("maxUnavailable")
                        || !budget.at("/spec/unhealthyPodEvictionPolicy")
                                .asText()
                                .equals("AlwaysAllow"))
                .map(budget ->
                        budget + ": it must have one of minAvailable and maxUnavailable, and let pods go that are"
                                + " not ready")
                .toList();
    }

    static Stream<String> unguarded(Manifests manifests, Manifest deployment) {
        return Stream.of("NetworkPolicy", "PodDisruptionBudget")
                .filter(kind -> manifests
                        .all(kind)
                        .flatMap(object -> selector(object).stream())
                        .noneMatch(selector -> Manifests.selects(selector, deployment)))
                .map(kind -> deployment + ": no " + kind + " selects its pods");
    }

    static List<String> guards(Manifests manifests) {
        return manifests
                .deployments()
                .flatMap(deployment -> unguarded(manifests, deployment))
                .toList();
    }

    static List<String> names(Manifests manifests) {
        return manifests
                .deployments()
                .flatMap(deployment -> Stream.of(
                                configMaps(deployment)
                                        .filter(name -> !manifests.has("ConfigMap", name))
                                        .map(name -> "ConfigMap " + name),
                                secrets(deployment)
                                        .filter(name -> !SECRETS.contains(name))
                                        .map(name -> "Secret " + name),
                                claims(deployment)
                                        .filter(name -> !manifests.has("PersistentVolumeClaim", name))
                                        .map(name -> "PersistentVolumeClaim " + name),
                                Stream.of(deployment
                                                .at(SPEC + "/serviceAccountName")
                                                .asText())
                                        .filter(name -> !manifests.has("ServiceAccount", name))
                                        .map(name -> "ServiceAccount " + name))
                        .flatMap(missing -> missing)
                        .map(missing -> deployment + ": there is no " + missing))
                .toList();
    }

    private static Stream<String> configMaps(Manifest deployment) {
        return Stream.concat(
                deployment.each(SPEC + "/containers/0/envFrom").stream()
                        .map(source -> source.at("/configMapRef/name").asText()),
                projections(deployment).map(map -> map.path("name").asText()));
    }

    private static Stream<JsonNode> projections(Manifest deployment) {
        return deployment.each(SPEC + "/volumes").stream()
                .flatMap(volume -> Manifest.elements(volume.at("/projected/sources")).stream())
                .map(source -> source.path("configMap"));
    }

    private static Stream<String> claims(Manifest deployment) {
        return deployment.each(SPEC + "/volumes").stream()
                .map(volume -> volume.at("/persistentVolumeClaim/claimName"))
                .filter(name -> !name.isMissingNode())
                .map(JsonNode::asText);
    }

    private static Stream<String> secrets(Manifest deployment) {
        return Stream.concat(
                        deployment.each(SPEC + "/volumes").stream().map(volume -> volume.at("/secret/secretName")),
                        deployment.each(SPEC + "/containers/0/env").stream()
                                .map(variable -> variable.at("/valueFrom/secretKeyRef/name")))
                .filter(name -> !name.isMissingNode())
                .map(JsonNode::asText);
    }

    /** A pod does not start when a key is missing, and a file that is not listed is not mounted. */
    static List<String> items(Manifests manifests) {
        return manifests
                .deployments()
                .flatMap(deployment -> projections(deployment).flatMap(projection -> manifests
                        .all("ConfigMap")
                        .filter(map -> map.name().equals(projection.path("name").asText()))
                        .flatMap(map -> differences(map, projection))
                        .map(problem -> deployment + ": " + problem)))
                .toList();
    }

    private static Stream<String> differences(Manifest map, JsonNode projection) {
        List<JsonNode> items = Manifest.elements(projection.path("items"));
        Set<String> keys = Manifest.texts(map.at("/data")).keySet();
        List<String> listed =
                items.stream().map(item -> item.path("key").asText()).toList();
        return Stream.concat(
                listed.stream().filter(key -> !keys.contains(key)).map(key -> map + " has no key " + key),
                keys.stream()
                        .filter(key -> !listed.contains(key))
                        .map(key -> map + " has " + key + ", which no item lists"));
    }

    /** Such a Service puts {@code REPRISE_…_SERVICE_HOST} into the environment of every pod with service links. */
    static List<String> serviceNames(Manifests manifests) {
        return manifests
                .all("Service")
                .filter(service -> service.name().startsWith("reprise"))
                .map(service -> service + ": its name must not begin with reprise")
                .toList();
    }
}
