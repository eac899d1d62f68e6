package dev.reprise.deployment;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** What an object must look like, whatever it is about: its version, its keys, its values. */
final class ShapeRules {

    private static final Map<String, Class<?>> MODELS = Map.ofEntries(
            Map.entry("v1/Namespace", Namespace.class),
            Map.entry("v1/ServiceAccount", ServiceAccount.class),
            Map.entry("v1/ConfigMap", ConfigMap.class),
            Map.entry("v1/Service", Service.class),
            Map.entry("v1/PersistentVolumeClaim", PersistentVolumeClaim.class),
            Map.entry("apps/v1/Deployment", Deployment.class),
            Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
            Map.entry("monitoring.coreos.com/v1/PodMonitor", PodMonitor.class),
            Map.entry("monitoring.coreos.com/v1/PrometheusRule", PrometheusRule.class),
            Map.entry("kafka.strimzi.io/v1/KafkaTopic", KafkaTopic.class),
            Map.entry("kafka.strimzi.io/v1/KafkaUser", KafkaUser.class));

    /** What Reprise uses of these, with the values that are right: the models do not tell all of it. */
    private static final Map<String, JsonSchema> SCHEMAS = Map.of(
            "kafka.strimzi.io/v1/KafkaTopic", schema("KafkaTopic"),
            "kafka.strimzi.io/v1/KafkaUser", schema("KafkaUser"),
            "keda.sh/v1alpha1/ScaledObject", schema("ScaledObject"));

    /** What the API server asks for and the models do not. */
    private static final Map<String, List<String>> REQUIRED = Map.of(
            "Deployment",
                    List.of(
                            "/spec/selector/matchLabels",
                            "/spec/template/metadata/labels",
                            "/spec/template/spec/containers/0/name",
                            "/spec/template/spec/containers/0/image",
                            "/spec/template/spec/containers/0/ports/0/containerPort"),
            "Service", List.of("/spec/selector", "/spec/ports/0/port", "/spec/ports/0/targetPort"),
            "PodDisruptionBudget", List.of("/spec/selector"),
            "NetworkPolicy", List.of("/spec/podSelector", "/spec/policyTypes/1", "/spec/ingress/0", "/spec/egress/0"),
            "PodMonitor", List.of("/spec/selector", "/spec/podMetricsEndpoints/0/port"),
            "ConfigMap", List.of("/data"),
            "PersistentVolumeClaim", List.of("/spec/accessModes/0", "/spec/resources/requests/storage"));

    /** Models keep keys that they do not know. Here, such a key is a mistake. */
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            })
            .build();

    private ShapeRules() {}

    static List<String> versions(Manifests manifests) {
        return manifests.objects().stream()
                .filter(object -> !MODELS.containsKey(object.type()) && !SCHEMAS.containsKey(object.type()))
                .map(object -> object + ": no operator serves " + object.type())
                .toList();
    }

    static List<String> keys(Manifests manifests) {
        return manifests.objects().stream()
                .flatMap(object -> keys(object).map(problem -> object + ": " + problem))
                .toList();
    }

    private static Stream<String> keys(Manifest object) {
        JsonSchema schema = SCHEMAS.get(object.type());
        Stream<String> ofSchema = schema == null
                ? Stream.empty()
                : schema.validate(object.tree()).stream().map(message -> message.getMessage());
        return Stream.concat(ofSchema, keysOfModel(object));
    }

    private static Stream<String> keysOfModel(Manifest object) {
        Class<?> model = MODELS.get(object.type());
        try {
            if (model != null) {
                STRICT.treeToValue(object.tree(), model);
            }
            return Stream.empty();
        } catch (JsonMappingException e) {
            return Stream.of(e.getPathReference() + " " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> required(Manifests manifests) {
        return manifests.objects().stream()
                .flatMap(object -> Stream.concat(
                                Stream.of("/metadata/name"), REQUIRED.getOrDefault(object.kind(), List.of()).stream())
                        .filter(pointer -> object.at(pointer).isMissingNode()
                                || object.at(pointer).isNull())
                        .map(pointer -> object + ": " + pointer + " is missing"))
                .toList();
    }

    static Stream<String> quantities(Manifest deployment) {
        return Stream.concat(
                        Stream.of("requests", "limits")
                                .flatMap(part -> deployment.container().at("/resources/" + part).properties().stream())
                                .map(Map.Entry::getValue),
                        deployment.each("/spec/template/spec/volumes").stream()
                                .map(volume -> volume.at("/emptyDir/sizeLimit"))
                                .filter(size -> !size.isMissingNode()))
                .map(quantity -> quantity.asText())
                .filter(quantity -> !isQuantity(quantity))
                .map(quantity -> quantity + " is no quantity");
    }

    private static boolean isQuantity(String text) {
        try {
            Quantity.parse(text).getNumericalAmount();
            return true;
        } catch (IllegalArgumentException | ArithmeticException e) {
            return false;
        }
    }

    static List<String> duplicates(Manifests manifests) {
        Set<String> seen = new HashSet<>();
        return manifests.objects().stream()
                .map(Manifest::toString)
                .filter(object -> !seen.add(object))
                .map(object -> object + ": it is there twice, and the last one wins")
                .toList();
    }

    private static JsonSchema schema(String kind) {
        try (InputStream text = ShapeRules.class.getResourceAsStream("/schemas/" + kind + ".json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Objects.requireNonNull(text, kind));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
