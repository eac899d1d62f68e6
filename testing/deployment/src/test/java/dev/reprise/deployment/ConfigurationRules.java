package dev.reprise.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.iceberg.config.IcebergWriterKeys;
import dev.reprise.idproducer.config.IdProducerKeys;
import dev.reprise.processor.ProcessorSetting;
import dev.reprise.processor.Processors;
import dev.reprise.service.config.ProcessorLimits;
import dev.reprise.worker.config.WorkerKeys;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

/** The environment of the services: a key that no service knows is passed over, or ends it with exit code 2. */
final class ConfigurationRules {

    /** What the JVM and the manifests themselves read. */
    private static final Set<String> OTHERS = Set.of("JDK_JAVA_OPTIONS", "CPUS");

    private static final Set<String> KEYS = Stream.of(
                    keys(IdProducerKeys.class),
                    keys(WorkerKeys.class),
                    keys(IcebergWriterKeys.class),
                    Processors.settings(ConfigurationRules.class.getClassLoader()).stream()
                            .map(ProcessorSetting::key),
                    Processors.names(ConfigurationRules.class.getClassLoader()).stream()
                            .flatMap(name -> ProcessorLimits.settings().stream()
                                    .map(limit -> limit.key().replace("<name>", name))),
                    Stream.of(AdminClientConfig.configDef(), ConsumerConfig.configDef(), ProducerConfig.configDef())
                            .flatMap(client -> client.configKeys().values().stream())
                            .flatMap(ConfigurationRules::keysOfKafka))
            .flatMap(keys -> keys)
            .map(ConfigurationRules::inTheEnvironment)
            .collect(Collectors.toUnmodifiableSet());

    private ConfigurationRules() {}

    static List<String> keys(Manifests manifests) {
        return Stream.concat(
                        manifests
                                .all("ConfigMap")
                                .filter(map -> map.name().startsWith("reprise-config"))
                                .flatMap(map -> unknown(map, Manifest.texts(map.at("/data")).keySet().stream())),
                        manifests
                                .deployments()
                                .flatMap(deployment -> unknown(
                                        deployment,
                                        Manifest.elements(deployment.container().path("env")).stream()
                                                .map(variable ->
                                                        variable.path("name").asText()))))
                .toList();
    }

    /** Returns the names of the environment that no service knows. */
    static Stream<String> unknown(Object owner, Stream<String> names) {
        return names.filter(name -> !KEYS.contains(name) && !OTHERS.contains(name))
                .map(name -> owner + ": no service knows " + name);
    }

    /** A value in the environment of a Deployment hides that of the ConfigMap, so one fact would stand in two places. */
    static List<String> hidden(Manifests manifests) {
        Set<String> shared = manifests
                .all("ConfigMap")
                .flatMap(map -> Manifest.texts(map.at("/data")).keySet().stream())
                .collect(Collectors.toSet());
        return manifests
                .deployments()
                .flatMap(deployment -> Manifest.elements(deployment.container().path("env")).stream()
                        .map(variable -> variable.path("name").asText())
                        .filter(shared::contains)
                        .map(name -> deployment + ": " + name + " stands in a ConfigMap too"))
                .toList();
    }

    /** A file that a key names must be in a folder that is mounted. */
    static List<String> files(Manifests manifests) {
        return manifests
                .deployments()
                .flatMap(deployment -> values(manifests, deployment)
                        .filter(value -> value.startsWith("/"))
                        .filter(value -> Manifest.elements(
                                        deployment.container().path("volumeMounts"))
                                .stream()
                                .map(mount -> mount.path("mountPath").asText() + "/")
                                .noneMatch((value + "/")::startsWith))
                        .map(value -> deployment + ": " + value + " is not mounted"))
                .toList();
    }

    private static Stream<String> values(Manifests manifests, Manifest deployment) {
        return Stream.concat(
                manifests
                        .all("ConfigMap")
                        .filter(map -> isRead(map, deployment))
                        .flatMap(map -> Manifest.texts(map.at("/data")).values().stream()),
                Manifest.elements(deployment.container().path("env")).stream()
                        .map(variable -> variable.path("value"))
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::asText));
    }

    private static boolean isRead(Manifest map, Manifest deployment) {
        return Manifest.elements(deployment.container().path("envFrom")).stream()
                .anyMatch(source -> source.at("/configMapRef/name").asText().equals(map.name()));
    }

    private static Stream<String> keys(Class<?> mapping) {
        return ConfigMappings.getProperties(ConfigClass.configClass(mapping, "reprise")).keySet().stream();
    }

    /** A secret may be in a file, too. */
    private static Stream<String> keysOfKafka(ConfigDef.ConfigKey key) {
        String name = "kafka." + key.name;
        return key.type() == ConfigDef.Type.PASSWORD ? Stream.of(name, name + "-file") : Stream.of(name);
    }

    private static String inTheEnvironment(String key) {
        return key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    }
}
