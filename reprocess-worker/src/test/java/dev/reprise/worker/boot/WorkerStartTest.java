package dev.reprise.worker.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** How the service starts inside Quarkus while none of its servers is there. */
@QuarkusTest
@TestProfile(WorkerStartTest.NoServers.class)
class WorkerStartTest {

    /** Servers that nobody listens at: the port is one that no program is given. */
    public static final class NoServers implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.devservices.enabled", "false",
                    "quarkus.http.test-port", "0",
                    "kafka.bootstrap.servers", "127.0.0.1:1",
                    "reprise.cassandra.contact-points", "127.0.0.1:1");
        }
    }

    @Test
    void should_be_alive_and_say_what_it_waits_for_when_kafka_is_not_there() {
        // when
        Awaitility.await("the first attempt has failed")
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> get("/q/health/ready").body().contains("Kafka does not answer"));

        // then
        HttpResponse<String> ready = get("/q/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("Kafka does not answer");
        assertThat(get("/q/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/q/health/started").statusCode()).isEqualTo(503);
    }

    private static HttpResponse<String> get(String path) {
        URI address = URI.create(ConfigProvider.getConfig().getValue("test.url", String.class) + path);
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(address + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
