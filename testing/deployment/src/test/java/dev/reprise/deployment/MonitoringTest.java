package dev.reprise.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Alerts and dashboard stand in {@code deploy/monitoring}; the component has what they come to in Kubernetes. */
class MonitoringTest {

    private static final Path MONITORING = Manifests.DEPLOY.resolve("monitoring");

    @Test
    void should_have_the_alerts_that_are_tested() {
        // given
        Manifest alerts =
                Manifests.read(MONITORING.resolve("alerts.yaml")).objects().get(0);

        // when
        List<Manifest> rules =
                Manifests.rendered("production.yaml").all("PrometheusRule").toList();

        // then
        assertThat(rules).hasSize(1);
        assertThat(rules.get(0).at("/spec/groups")).isNotEmpty().isEqualTo(alerts.at("/groups"));
    }

    @Test
    void should_have_the_dashboard_that_is_tested() throws IOException {
        // when / then
        assertThat(Manifests.rendered("production.yaml").all("ConfigMap"))
                .extracting(map -> map.at("/data/dashboard.json").asText())
                .contains(Files.readString(MONITORING.resolve("dashboard.json")));
    }
}
