package dev.reprise.deployment;

import java.util.List;
import java.util.stream.Stream;

/** Mistakes that people make in manifests. A real API server takes some of them without a word. */
final class BrokenManifests {

    private static final String PRODUCTION = "production.yaml";
    private static final String WORKER = "Deployment reprocess-worker";
    private static final String PRODUCER = "Deployment id-producer";
    private static final String WRITER = "Deployment iceberg-writer";
    private static final String POD = "/spec/template/spec";
    private static final String CONTAINER = POD + "/containers/0";
    private static final String SCALED = "ScaledObject reprocess-worker";
    private static final String USER = "KafkaUser reprise-worker";
    private static final String ACLS = "/spec/authorization/acls";

    private BrokenManifests() {}

    static List<BrokenManifest> all() {
        return Stream.of(shapes(), pods(), security(), references(), configuration(), kafka(), scaling())
                .flatMap(List::stream)
                .toList();
    }

    private static List<BrokenManifest> shapes() {
        return List.of(
                broken("versions", "PodDisruptionBudget id-producer", "/apiVersion", "policy/v1beta1", "no operator"),
                broken("versions", USER, "/apiVersion", "kafka.strimzi.io/v1beta2", "no operator"),
                broken("keys", WORKER, POD + "/terminationGracePeriod", "40", "terminationGracePeriod"),
                broken("keys", WORKER, CONTAINER + "/readinessProbe/periodSecond", "5", "periodSecond"),
                broken("keys", WORKER, "/spec/minReadySeconds", "soon", "minReadySeconds"),
                broken("keys", SCALED, "/spec/minReplicas", "1", "minReplicas"),
                broken("keys", "PodMonitor id-producer", "/spec/podMetricsEndpoints/0/paths", "/q", "paths"),
                broken("keys", "PrometheusRule reprise", "/spec/groups/0/rules/0/expression", "up", "expression"),
                broken("keys", USER, ACLS + "/0/operation", "Read", "operation"),
                broken("keys", USER, "/spec/quota", "{}", "Unrecognized field"),
                broken("keys", "KafkaTopic reprocess-jobs", "/spec/partition", "3", "Unrecognized field"),
                broken("keys", "KafkaTopic reprocess-jobs", "/metadata/labels", "", "labels"),
                broken("required", PRODUCER, CONTAINER + "/image", "", "image is missing"),
                broken("required", "Service id-producer", "/spec/ports/0/port", "", "port is missing"),
                broken("required", "NetworkPolicy id-producer", "/spec/policyTypes/1", "", "policyTypes/1 is missing"),
                broken("quantities", WORKER, CONTAINER + "/resources/limits/memory", "1 Gib", "is no quantity"),
                broken("quantities", WORKER, POD + "/volumes/4/emptyDir/sizeLimit", "64MB", "is no quantity"),
                broken(
                        "required",
                        "PersistentVolumeClaim reprise-warehouse",
                        "/spec/resources/requests/storage",
                        "",
                        "storage is missing"),
                broken("keys", "PersistentVolumeClaim reprise-warehouse", "/spec/accessMode", "x", "accessMode"),
                broken("quantities", WRITER, POD + "/volumes/2/emptyDir/sizeLimit", "3GB", "is no quantity"),
                broken("duplicates", "Service id-producer", "", "twice", "twice"));
    }

    private static List<BrokenManifest> pods() {
        return List.of(
                broken("selector", WORKER, "/spec/selector/matchLabels", "{app: worker}", "does not match"),
                broken("rollout", WORKER, "/spec/strategy/rollingUpdate/maxSurge", "0", "both 0"),
                broken("rollout", WORKER, "/spec/minReadySeconds", "", "minReadySeconds"),
                broken("mounts", WORKER, POD + "/volumes/0/name", "kafka-ca", "no volume"),
                broken("mounts", WORKER, CONTAINER + "/volumeMounts/1/name", "tmp", "nobody mounts"),
                broken("temporary folder", WORKER, CONTAINER + "/volumeMounts/4/mountPath", "/temp", "/tmp must"),
                broken("probes", WORKER, CONTAINER + "/startupProbe/httpGet/path", "/q/health/started", "startupProbe"),
                broken("probes", WORKER, CONTAINER + "/livenessProbe/httpGet/path", "/q/health", "livenessProbe"),
                broken("probes", WORKER, CONTAINER + "/readinessProbe", "", "readinessProbe"),
                broken("ports of probes", WORKER, CONTAINER + "/livenessProbe/httpGet/port", "web", "livenessProbe"),
                broken("resources", WORKER, CONTAINER + "/resources/requests/memory", "512Mi", "memory"),
                broken("resources", WORKER, CONTAINER + "/resources/requests/memory", "2Gi", "more memory"),
                broken("resources", WORKER, CONTAINER + "/resources/requests/cpu", "", "requests.cpu"),
                broken("processors", WORKER, CONTAINER + "/env/5/name", "PROCESSORS", "ActiveProcessorCount"),
                broken("processors", WORKER, CONTAINER + "/env/6/value", "-Xmx1g", "ActiveProcessorCount"),
                broken("grace", WORKER, POD + "/terminationGracePeriodSeconds", "", "grace"),
                broken("image", WORKER, CONTAINER + "/image", "reprise/reprocess-worker:latest", "no version"),
                broken("image", WORKER, CONTAINER + "/image", "reprise/reprocess-worker", "no version"),
                broken("spread", WORKER, POD + "/topologySpreadConstraints/0/matchLabelKeys", "", "not spread"),
                broken(
                        "spread",
                        WORKER,
                        POD + "/topologySpreadConstraints/1/labelSelector/matchLabels",
                        "{app: x}",
                        "not spread"));
    }

    private static List<BrokenManifest> security() {
        return List.of(
                broken("security", WORKER, POD + "/securityContext/runAsNonRoot", "", "runAsNonRoot"),
                broken("security", WORKER, POD + "/securityContext/runAsUser", "0", "root"),
                broken("security", WORKER, POD + "/securityContext/seccompProfile", "", "seccompProfile"),
                broken("security", WORKER, CONTAINER + "/securityContext/allowPrivilegeEscalation", "", "Escalation"),
                broken("security", WORKER, CONTAINER + "/securityContext/readOnlyRootFilesystem", "", "writable"),
                broken("security", WORKER, CONTAINER + "/securityContext/capabilities/drop", "", "capabilities"),
                broken("isolation", WORKER, POD + "/automountServiceAccountToken", "", "token"),
                broken("isolation", WORKER, POD + "/enableServiceLinks", "", "environment"));
    }

    private static List<BrokenManifest> references() {
        return List.of(
                broken("selectors", "Service id-producer", "/spec/selector", "{app: id-producer}", "matches no pod"),
                broken("selectors", "PodDisruptionBudget id-producer", "/spec/selector/matchLabels", "{}", "no pod"),
                broken("selectors", "NetworkPolicy id-producer", "/spec/podSelector/matchLabels", "{a: b}", "no pod"),
                broken("selectors", "PodMonitor id-producer", "/spec/selector/matchLabels", "{a: b}", "no pod"),
                broken("ports", "Service id-producer", "/spec/ports/0/targetPort", "web", "port web"),
                broken("ports", "NetworkPolicy id-producer", "/spec/ingress/0/ports/0/port", "web", "port web"),
                broken("ports", "PodMonitor id-producer", "/spec/podMetricsEndpoints/0/port", "metrics", "metrics"),
                broken("disruption", "PodDisruptionBudget id-producer", "/spec/minAvailable", "1", "one of"),
                broken("disruption", "PodDisruptionBudget id-producer", "/spec/maxUnavailable", "", "one of"),
                broken("disruption", "PodDisruptionBudget", "/spec/unhealthyPodEvictionPolicy", "", "not ready"),
                broken("guards", "NetworkPolicy reprocess-worker", "", "", "no NetworkPolicy"),
                broken("guards", "PodDisruptionBudget id-producer", "", "", "no PodDisruptionBudget"),
                broken("names", "ConfigMap reprise-config", "/metadata/name", "config", "ConfigMap reprise-config"),
                broken("names", "ServiceAccount id-producer", "", "", "ServiceAccount id-producer"),
                broken("names", WORKER, POD + "/volumes/0/secret/secretName", "kafka", "Secret kafka"),
                broken(
                        "names",
                        WORKER,
                        CONTAINER + "/env/0/valueFrom",
                        "{secretKeyRef: {name: worker}}",
                        "Secret worker"),
                broken(
                        "names",
                        WRITER,
                        POD + "/volumes/3/persistentVolumeClaim/claimName",
                        "warehouse",
                        "PersistentVolumeClaim warehouse"),
                broken("guards", "NetworkPolicy iceberg-writer", "", "", "no NetworkPolicy"),
                item("key", "schemas.movie.v4.json", "no key schemas.movie.v4.json"),
                item("key", "schemas.movie.v4.json", "which no item lists"),
                broken("service names", "Service id-producer", "/metadata/name", "reprise", "must not begin"));
    }

    private static BrokenManifest item(String key, String value, String problem) {
        return new BrokenManifest(
                "items",
                "dev-with-migrations.yaml",
                WORKER,
                POD + "/volumes/1/projected/sources/0/configMap/items/0/" + key,
                value,
                problem);
    }

    private static List<BrokenManifest> configuration() {
        return List.of(
                broken("configuration keys", "ConfigMap", "/data/REPRISE_TOPIC_CREATE", "\"false\"", "TOPIC_CREATE"),
                broken(
                        "configuration keys",
                        PRODUCER,
                        CONTAINER + "/env/0/name",
                        "REPRISE_ELASTIC_HOSTS",
                        "ELASTIC_HOSTS"),
                broken("configuration keys", WRITER, CONTAINER + "/env/0/name", "REPRISE_SPILL_PATH", "SPILL_PATH"),
                broken("files", WRITER, CONTAINER + "/volumeMounts/4/mountPath", "/catalog", "is not mounted"),
                broken("hidden keys", WORKER, CONTAINER + "/env/0/name", "REPRISE_TOPICS_CREATE", "ConfigMap too"),
                broken("files", WORKER, CONTAINER + "/volumeMounts/1/mountPath", "/etc/cassandra", "is not mounted"));
    }

    private static List<BrokenManifest> kafka() {
        return List.of(
                broken("topics", "KafkaTopic reprocess-slices", "", "", "reprocess-slices is missing"),
                broken("topics", "KafkaTopic reprise-export", "", "", "reprise-export is missing"),
                broken("topics", "KafkaTopic reprocess-slices", "/metadata/name", "reprocess-slice", "no such topic"),
                broken("topics", "KafkaTopic reprocess-commands", "/spec/partitions", "8", "1 partitions"),
                broken("topics", "KafkaTopic reprocess-jobs", "/spec/config/cleanup.policy", "", "the code wants"),
                broken("topics", "KafkaTopic reprocess-jobs", "/spec/replicas", "1", "three replicas"),
                broken("topics", "KafkaTopic reprocess-jobs", "/spec/config/min.insync.replicas", "3", "in sync"),
                broken("access", USER, ACLS + "/0/resource/name", "reprocess-event", "no topic"),
                broken("access", USER, ACLS + "/7/resource/name", "reprise-workers", "no group"),
                broken("access", USER, ACLS + "/8/resource/patternType", "literal", "no transactionalId"),
                broken("creation of topics", "ConfigMap", "/data/REPRISE_TOPICS_CREATE", "", "must be false"));
    }

    private static List<BrokenManifest> scaling() {
        return List.of(
                broken("triggers", SCALED, "/spec/triggers/0/metadata/treshold", "\"1\"", "no setting treshold"),
                broken("triggers", SCALED, "/spec/triggers/0/metadata/threshold", "", "needs threshold"),
                broken("triggers", SCALED, "/spec/triggers/0/metadata/threshold", "1", "must be a text"),
                broken("triggers", SCALED, "/spec/triggers/0/metricType", "Value", "AverageValue"),
                broken("triggers", SCALED, "/spec/triggers/0/type", "cpu", "not one that is tried"),
                broken("bounds of scaling", SCALED, "/spec/minReplicaCount", "0", "at least 1"),
                broken("bounds of scaling", SCALED, "/spec/maxReplicaCount", "0", "below"),
                broken("bounds of scaling", SCALED, "/spec/fallback/behavior", "static", "fallback"),
                broken("bounds of scaling", SCALED, "/spec/advanced", "", "go late"),
                broken("target of scaling", SCALED, "/spec/scaleTargetRef/name", "worker", "is missing"),
                broken("target of scaling", WORKER, "/spec/replicas", "2", "replicas of its own"));
    }

    private static BrokenManifest broken(String rule, String object, String pointer, String value, String problem) {
        return new BrokenManifest(rule, PRODUCTION, object, pointer, value, problem);
    }
}
