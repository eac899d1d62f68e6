package dev.reprise.endtoend.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.reprise.assets.AssetTables;
import dev.reprise.assets.Layout;
import dev.reprise.assets.RequestLatency;
import dev.reprise.assets.cassandra.CassandraSettings;
import dev.reprise.assets.cassandra.Consistency;
import dev.reprise.assets.cassandra.ContactPoints;
import dev.reprise.common.tls.TlsContext;
import dev.reprise.common.tls.TlsFiles;
import dev.reprise.common.topic.Topics;
import dev.reprise.elasticsearch.ElasticsearchConnection;
import dev.reprise.elasticsearch.ElasticsearchHosts;
import dev.reprise.idproducer.query.elasticsearch.ElasticsearchQueryIndex;
import dev.reprise.idproducer.query.elasticsearch.ElasticsearchSettings;
import dev.reprise.localstack.tls.Certificates;
import dev.reprise.service.cassandra.AssetTablesStep;
import dev.reprise.topics.KafkaAddress;
import dev.reprise.topics.kafka.KafkaDeployment;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every client says in the same words why it does not trust a server. */
class HandshakeTest {

    private static final Duration WITHIN = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private static Certificates ours;
    private static Certificates others;

    @BeforeAll
    static void makeCertificates() {
        ours = Certificates.in(folder.resolve("ours"));
        others = Certificates.in(folder.resolve("others"));
    }

    @ParameterizedTest
    @EnumSource
    void should_say_why_when_cassandra_is_not_trusted(Fault fault) throws Exception {
        try (TlsServer server = fault.server(ours, others, 0);
                var step = step(server.port(), trusting(ours.authority()))) {
            // when / then
            assertThat(awaitReason(step)).startsWith("no secure connection to Cassandra: " + fault.words());
        }
    }

    @ParameterizedTest
    @EnumSource
    void should_say_why_when_kafka_is_not_trusted(Fault fault) throws Exception {
        // given
        try (TlsServer server = fault.server(ours, others, 0)) {
            var address = new KafkaAddress(
                    "127.0.0.1:" + server.port(),
                    new Topics(""),
                    Map.of(
                            "security.protocol", "SSL",
                            "ssl.truststore.type", "PEM",
                            "ssl.truststore.location", ours.authority().toString()));

            // when / then
            assertThatThrownBy(() -> new KafkaDeployment(address, System::nanoTime).audit("a"))
                    .hasMessageStartingWith("no secure connection to Kafka: " + fault.words());
        }
    }

    @ParameterizedTest
    @EnumSource
    void should_say_why_when_elasticsearch_is_not_trusted(Fault fault) throws Exception {
        // given
        try (TlsServer server = fault.server(ours, others, 0);
                var index = new ElasticsearchQueryIndex(elasticsearch(
                        server.port(),
                        new ElasticsearchConnection.Access(null, null, trusting(ours.authority()), null)))) {
            var query = JsonNodeFactory.instance.objectNode();

            // when / then
            assertThatThrownBy(() ->
                            index.count("movie", query).toCompletableFuture().get())
                    .hasMessageContaining("no secure connection to Elasticsearch: " + fault.words());
        }
    }

    @Test
    void should_ask_elasticsearch_behind_a_proxy_when_tls_path_and_key_are_right() throws Exception {
        // given
        var files = new TlsFiles(null, null, ours.identity("server", Certificates.LOCALHOST), ours.password(), true);
        HttpsServer proxy = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.setHttpsConfigurator(new HttpsConfigurator(TlsContext.of(files).current()));
        proxy.createContext("/search/", HandshakeTest::answer);
        proxy.start();
        var access = new ElasticsearchConnection.Access(null, "hush", trusting(ours.authority()), "/search");
        var settings = elasticsearch(proxy.getAddress().getPort(), access);

        // when / then
        try (var index = new ElasticsearchQueryIndex(settings)) {
            assertThat(index.count("movie", JsonNodeFactory.instance.objectNode())
                            .toCompletableFuture()
                            .get())
                    .isEqualTo(7);
        } finally {
            proxy.stop(0);
        }
        assertThat(settings.toString()).doesNotContain("hush");
    }

    /** As a proxy that knows one API key. */
    private static void answer(HttpExchange exchange) throws IOException {
        boolean isAllowed = "ApiKey hush".equals(exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] body =
                ("{\"took\":1,\"timed_out\":false,\"_shards\":{\"total\":1,\"successful\":1,\"skipped\":0,\"failed\":0},"
                                + "\"hits\":{\"total\":{\"value\":7,\"relation\":\"eq\"},\"hits\":[]}}")
                        .getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().add("X-Elastic-Product", "Elasticsearch");
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(isAllowed ? 200 : 401, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void should_say_that_the_client_is_refused_when_its_certificate_is_missing() throws Exception {
        // given
        try (TlsServer server = TlsServer.with(
                        ours.identity("server", Certificates.LOCALHOST), ours.password(), ours.authority());
                var step = step(server.port(), trusting(ours.authority()))) {
            // when / then
            assertThat(awaitReason(step))
                    .startsWith("no secure connection to Cassandra: it refuses the certificate of this client");
        }
    }

    private static TlsContext trusting(Path authority) {
        return TlsContext.of(new TlsFiles(authority, null, null, null, true));
    }

    private static ElasticsearchSettings elasticsearch(int port, ElasticsearchConnection.Access access) {
        return new ElasticsearchSettings(
                new ElasticsearchConnection(
                        ElasticsearchHosts.of("https://127.0.0.1:" + port), access, Duration.ofSeconds(10)),
                "assets",
                "asset_id",
                "asset_type",
                Duration.ofMinutes(1));
    }

    private static AssetTablesStep step(int port, TlsContext tls) {
        return new AssetTablesStep(
                new CassandraSettings(
                        ContactPoints.of("127.0.0.1:" + port),
                        "datacenter1",
                        null,
                        null,
                        Duration.ofSeconds(5),
                        Consistency.of("LOCAL_QUORUM"),
                        CassandraSettings.Pool.DEFAULT,
                        tls),
                AssetTables.of("assets", Layout.BUCKETED),
                found -> {},
                RequestLatency.IGNORED,
                new SimpleMeterRegistry());
    }

    /** An attempt returns after a second, whether or not the driver knows by then. */
    private static String awaitReason(AssetTablesStep step) {
        return Awaitility.await()
                .atMost(WITHIN)
                .until(step::attempt, reason -> reason.filter(said -> !said.startsWith("Cassandra does not answer"))
                        .isPresent())
                .orElseThrow();
    }
}
