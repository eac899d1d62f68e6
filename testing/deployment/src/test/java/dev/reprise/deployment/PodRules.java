package dev.reprise.deployment;

import static dev.reprise.deployment.ManifestRule.when;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the pods of both services need, and what a cluster with strict rules lets in. */
final class PodRules {

    /** The services stop within 20 s, and Kubernetes takes some for itself. */
    private static final int GRACE_SECONDS_MIN = 30;

    private static final String SPEC = "/spec/template/spec";

    private PodRules() {}

    /** A Deployment whose selector does not match its pods is refused by the API server. */
    static Stream<String> selector(Manifest deployment) {
        return when(
                !Manifests.selects(deployment.at("/spec/selector/matchLabels"), deployment),
                "its selector does not match the labels of its pods");
    }

    static Stream<String> rollout(Manifest deployment) {
        JsonNode update = deployment.at("/spec/strategy/rollingUpdate");
        return Stream.concat(
                when(
                        isNone(update.path("maxSurge")) && isNone(update.path("maxUnavailable")),
                        "surge and unavailable are both 0, so no update begins"),
                when(
                        deployment.at("/spec/minReadySeconds").asInt() < 1,
                        "without minReadySeconds a rollout outruns the tasks that move"));
    }

    private static boolean isNone(JsonNode count) {
        return Set.of("0", "0%").contains(count.asText());
    }

    static Stream<String> mounts(Manifest deployment) {
        Set<String> volumes = names(deployment.each(SPEC + "/volumes"));
        Set<String> mounted = names(deployment.each(SPEC + "/containers/0/volumeMounts"));
        return Stream.concat(
                mounted.stream().filter(name -> !volumes.contains(name)).map(name -> "no volume for the mount " + name),
                volumes.stream().filter(name -> !mounted.contains(name)).map(name -> "nobody mounts " + name));
    }

    /** Netty, zstd and others unpack native libraries there. */
    static Stream<String> temporaryFolder(Manifest deployment) {
        return when(
                deployment.each(SPEC + "/containers/0/volumeMounts").stream()
                        .noneMatch(mount -> mount.path("mountPath").asText().equals("/tmp")),
                "/tmp must be a volume: the root is read-only");
    }

    private static Set<String> names(List<JsonNode> named) {
        return named.stream().map(node -> node.path("name").asText()).collect(Collectors.toSet());
    }

    static Stream<String> probes(Manifest deployment) {
        JsonNode container = deployment.container();
        return Stream.of(
                        probe(container, "startupProbe", "/q/health/live"),
                        probe(container, "livenessProbe", "/q/health/live"),
                        probe(container, "readinessProbe", "/q/health/ready"))
                .flatMap(problems -> problems);
    }

    /** A service that waits has not started, but is alive: a startup probe on {@code started} would kill it. */
    private static Stream<String> probe(JsonNode container, String name, String path) {
        return when(
                !container.path(name).at("/httpGet/path").asText().equals(path),
                name + " must ask " + path + ", so that a service may wait for Kafka and Cassandra");
    }

    static Stream<String> portsOfProbes(Manifest deployment) {
        Set<String> ports = names(deployment.each(SPEC + "/containers/0/ports"));
        return Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                .filter(probe -> !ports.contains(
                        deployment.container().at("/" + probe + "/httpGet/port").asText()))
                .map(probe -> probe + " names a port that the container does not have");
    }

    static Stream<String> resources(Manifest deployment) {
        JsonNode requests = deployment.container().at("/resources/requests");
        JsonNode limits = deployment.container().at("/resources/limits");
        return Stream.of(
                        when(
                                !requests.path("memory").equals(limits.path("memory"))
                                        || limits.path("memory").isMissingNode(),
                                "memory is not as much as is requested, so the node may take it back"),
                        when(requests.path("cpu").isMissingNode(), "the JVM counts its processors by requests.cpu"),
                        requests.properties().stream()
                                .filter(request -> limits.has(request.getKey())
                                        && amount(request.getValue()) > amount(limits.get(request.getKey())))
                                .map(request -> "requests more " + request.getKey() + " than the limit"))
                .flatMap(problems -> problems);
    }

    private static double amount(JsonNode quantity) {
        return Quantity.parse(quantity.asText()).getNumericalAmount().doubleValue();
    }

    /** JDK 17 counts the processors of the node where there is no limit. A variable is known to those after it. */
    static Stream<String> processors(Manifest deployment) {
        List<String> names = deployment.each(SPEC + "/containers/0/env").stream()
                .map(variable -> variable.path("name").asText())
                .toList();
        String options = environment(deployment, "JDK_JAVA_OPTIONS");
        return when(
                !options.contains("-XX:ActiveProcessorCount=$(CPUS)")
                        || !names.contains("CPUS")
                        || names.indexOf("CPUS") > names.indexOf("JDK_JAVA_OPTIONS"),
                "ActiveProcessorCount must follow CPUS, which stands before it");
    }

    private static String environment(Manifest deployment, String name) {
        return deployment.each(SPEC + "/containers/0/env").stream()
                .filter(variable -> variable.path("name").asText().equals(name))
                .map(variable -> variable.path("value").asText())
                .findFirst()
                .orElse("");
    }

    /** PodSecurity {@code restricted}, and a root that nobody can write to. */
    static Stream<String> security(Manifest deployment) {
        JsonNode pod = deployment.at(SPEC + "/securityContext");
        JsonNode container = deployment.container().path("securityContext");
        return Stream.of(
                        when(!pod.path("runAsNonRoot").asBoolean(), "runAsNonRoot is not true"),
                        when(pod.path("runAsUser").asInt() == 0, "runAsUser is root"),
                        when(
                                !pod.at("/seccompProfile/type").asText().equals("RuntimeDefault"),
                                "seccompProfile is not RuntimeDefault"),
                        when(
                                container.path("allowPrivilegeEscalation").asBoolean(true),
                                "allowPrivilegeEscalation is not false"),
                        when(!container.path("readOnlyRootFilesystem").asBoolean(), "the root file system is writable"),
                        when(
                                !container.at("/capabilities/drop/0").asText().equals("ALL"),
                                "capabilities are not dropped"))
                .flatMap(problems -> problems);
    }

    static Stream<String> isolation(Manifest deployment) {
        JsonNode pod = deployment.at(SPEC);
        return Stream.of(
                        when(
                                pod.path("automountServiceAccountToken").asBoolean(true),
                                "the pod gets a token of the API server, which it has no use for"),
                        when(
                                pod.path("enableServiceLinks").asBoolean(true),
                                "a Service reprise… would put keys into the environment that do not exist"))
                .flatMap(problems -> problems);
    }

    static Stream<String> grace(Manifest deployment) {
        return when(
                deployment.at(SPEC + "/terminationGracePeriodSeconds").asInt() < GRACE_SECONDS_MIN,
                "the grace period must be at least " + GRACE_SECONDS_MIN + " s");
    }

    static Stream<String> image(Manifest deployment) {
        String image = deployment.container().path("image").asText();
        return when(
                !image.matches(".+(:(?!latest$)[\\w.-]+|@sha256:[0-9a-f]{64})"),
                image + " has no version, so pods of one Deployment may differ");
    }

    /** Without the hash, the pods of the old ReplicaSet count too, and a rollout ends unbalanced. */
    static Stream<String> spread(Manifest deployment) {
        Set<String> keys = deployment.each(SPEC + "/topologySpreadConstraints").stream()
                .filter(constraint -> Manifests.selects(constraint.at("/labelSelector/matchLabels"), deployment))
                .filter(constraint ->
                        constraint.at("/matchLabelKeys/0").asText().equals("pod-template-hash"))
                .map(constraint -> constraint.path("topologyKey").asText())
                .collect(Collectors.toSet());
        return when(
                !keys.containsAll(Set.of("topology.kubernetes.io/zone", "kubernetes.io/hostname")),
                "its pods are not spread over zones and hosts, each version by itself");
    }
}
