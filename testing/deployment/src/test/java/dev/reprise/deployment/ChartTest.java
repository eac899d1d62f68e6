package dev.reprise.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The Helm chart comes to the same objects as the overlay {@code production}. */
class ChartTest {

    /** What Kustomize puts behind the name of a ConfigMap. */
    private static final String HASH = "(reprise-config(?:-cassandra)?)-[a-z0-9]{10}";

    @Test
    void should_come_to_the_same_objects_when_chart_and_overlay_are_rendered() {
        // given
        Map<String, JsonNode> overlay = byName(Manifests.rendered("production.yaml"));

        // when
        Map<String, JsonNode> chart = byName(Manifests.rendered("helm.yaml"));

        // then
        assertThat(chart.keySet()).isEqualTo(overlay.keySet()).hasSizeGreaterThan(20);
        chart.forEach((name, object) -> assertThat(object).as(name).isEqualTo(overlay.get(name)));
    }

    @Test
    void should_restart_the_pods_when_the_configuration_changes() {
        // when / then
        assertThat(Manifests.rendered("helm.yaml").deployments()).isNotEmpty().allMatch(deployment -> deployment
                .at("/spec/template/metadata/annotations/checksum~1config")
                .asText()
                .matches("[0-9a-f]{64}"));
        assertThat(Manifests.rendered("production.yaml").all("ConfigMap"))
                .anyMatch(map -> map.name().matches(HASH))
                .noneMatch(map -> map.name().matches("reprise-config(-cassandra)?"));
    }

    /**
     * Helm gives the namespace from outside, and makes it if asked. It restarts pods by an annotation where Kustomize gives
     * a ConfigMap a new name.
     */
    private static Map<String, JsonNode> byName(Manifests manifests) {
        Map<String, JsonNode> objects = new TreeMap<>();
        for (Manifest manifest : manifests.objects()) {
            if (!manifest.is("Namespace")) {
                JsonNode tree = Manifests.parse(manifest.tree().toString().replaceAll(HASH, "$1"))
                        .objects()
                        .get(0)
                        .tree();
                remove(tree.at("/metadata"), "namespace");
                remove(tree.at("/spec/template/metadata"), "annotations");
                objects.put(
                        tree.at("/kind").asText() + " "
                                + tree.at("/metadata/name").asText(),
                        tree);
            }
        }
        return objects;
    }

    private static void remove(JsonNode owner, String key) {
        if (owner instanceof ObjectNode object) {
            object.remove(key);
        }
    }
}
