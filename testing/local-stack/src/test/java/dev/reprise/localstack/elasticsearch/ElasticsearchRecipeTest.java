package dev.reprise.localstack.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ElasticsearchRecipeTest {
    @Test
    void should_listen_on_loopback_only() {
        Map<String, String> places = Map.of(
                "port", "19200", "transportPort", "19300", "dataFolder", "/here/data", "logFolder", "/here/logs");

        assertThat(ElasticsearchRecipe.settings().render(places, Map.of()))
                .contains("network.host: 127.0.0.1\n", "http.port: 19200\n", "transport.port: 19300\n")
                .contains("discovery.type: single-node\n", "path.data: \"/here/data\"\n")
                .doesNotContain("0.0.0.0", "localhost");
    }

    @Test
    void should_give_up_root_and_nothing_else() {
        if ("root".equals(System.getProperty("user.name"))) {
            assertThat(UnprivilegedUser.launcher()).startsWith("setpriv").contains("--reuid=65534");
        } else {
            assertThat(UnprivilegedUser.launcher()).isEmpty();
        }
    }
}
