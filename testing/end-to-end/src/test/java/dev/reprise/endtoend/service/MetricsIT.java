package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.records.TopicRecord;
import dev.reprise.common.request.TraceParent;
import dev.reprise.common.wire.Json;
import dev.reprise.endtoend.monitoring.MonitoringFiles;
import dev.reprise.endtoend.monitoring.Scrape;
import dev.reprise.endtoend.monitoring.TraceCollector;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.process.ChildProcess;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.localstack.stack.LocalStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the services show of an open job and after its end, compared with the documents, the alerts and the dashboard. */
@ExtendWith(LocalStackExtension.class)
class MetricsIT {

    private static final int DOCS = 3_000;
    private static final Instant JANUARY = Instant.parse("2024-01-05T00:00:00Z");

    /** Scrapes are kept here for whoever writes an alert. */
    private static final Path SCRAPES = Deployment.checkout().resolve("testing/end-to-end/target/scrapes");

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private static final Pattern OF_EACH_PART = Pattern.compile("kafka_stream_(state|processor_node|task)_");

    private static final String EXPORTED =
            """
            {"table":"analytics.docs","job":"other","assetType":"doc","assetId":"5e738000-ab5d-11ee-8000-000000000001",\
            "schemaVersion":1,"writtenAtMicros":1,"payload":"{}"}""";

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @TempDir
    private Path folder;

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private LocalService startWriter(Deployment deployment) {
        return deployment
                .with("reprise.iceberg.warehouse", folder.toString())
                .with("reprise.export.commit-interval", "PT1S")
                .start(ServiceKind.ICEBERG_WRITER);
    }

    private static Scrape scrape(LocalService service) {
        return Scrape.of(service.metrics().orElseThrow());
    }

    private static void keep(LocalService service, String name) throws IOException {
        Files.createDirectories(SCRAPES);
        Files.writeString(SCRAPES.resolve(name + ".txt"), service.metrics().orElseThrow());
    }

    /** Waits until both show all that they should; Kafka's own metrics appear within a minute. */
    private static Scrape awaitAll(LocalService producer, LocalService worker, LocalService writer) {
        var files = new MonitoringFiles(Deployment.checkout());
        Awaitility.await("all metrics")
                .atMost(TopicClient.WITHIN)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    Scrape seen = scrape(producer).and(scrape(worker)).and(scrape(writer));
                    assertThat(MonitoringFiles.shown(seen))
                            .as("docs/operate.md describes each metric with its labels, and no other")
                            .isEqualTo(files.documented());
                    assertThat(files.missingIn(seen))
                            .as("of the alerts and the dashboard")
                            .isEmpty();
                });
        return scrape(producer).and(scrape(worker)).and(scrape(writer));
    }

    private static void awaitNoJob(LocalService service) {
        Awaitility.await("no series of an ended job")
                .atMost(TopicClient.WITHIN)
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(
                        () -> assertThat(scrape(service).values("reprise_job")).isSubsetOf("other"));
    }

    @Test
    void should_show_what_is_documented_while_a_job_is_open_and_nothing_of_it_afterwards(LocalStack stack)
            throws IOException {
        try (var deployment = new Deployment("observed", stack);
                var collector = new TraceCollector();
                var database = deployment.database()) {
            database.createTables();
            Rows rows = new Rows(database);
            rows.insert("doc", "2024-01", JANUARY, DOCS);
            rows.insert("doc", "2024-01", JANUARY.plusSeconds(3600), "no JSON");
            LocalService worker = deployment
                    .with("OTEL_SDK_DISABLED", "false")
                    .with("OTEL_EXPORTER_OTLP_ENDPOINT", collector.address())
                    .start(ServiceKind.REPROCESS_WORKER);
            LocalService producer = deployment
                    .with("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true")
                    // The jar as shipped says so itself; services on the class path log without it.
                    .with("java.util.logging.manager", "org.jboss.logmanager.LogManager")
                    .start(ServiceKind.ID_PRODUCER);
            LocalService writer = startWriter(deployment);
            deployment.awaitReady();
            TopicClient client = deployment.topicClient();
            byte[] foreign = utf8("foreign");
            client.post(deployment.topics().export(), List.of(new TopicRecord(null, utf8(EXPORTED), List.of())));
            client.post(deployment.topics().events(), List.of(new TopicRecord(foreign, foreign, List.of())));

            String request =
                    Requests.submit("docs", "doc", "", ",\"limits\":{\"eventsPerSecond\":300,\"maxFailures\":10}");
            var trace = new TopicRecord.Header(TraceParent.HEADER, utf8("00-" + TRACE + "-b7ad6b7169203331-01"));
            client.post(deployment.topics().requests(), List.of(new TopicRecord(null, utf8(request), List.of(trace))));
            client.awaitJob("docs", job -> job.counts().processed() > 0);
            client.post(Requests.command("pause", "docs"));
            client.awaitJob("docs", job -> job.state() == JobStatus.PAUSED);
            Scrape during = awaitAll(producer, worker, writer);
            keep(producer, "id-producer");
            keep(worker, "reprocess-worker");
            keep(writer, "iceberg-writer");
            assertThat(during.series())
                    .as("no name that is new at each start")
                    .allMatch(series -> series.labels().values().stream().noneMatch(UUID.asPredicate()))
                    .as("nothing for each store, node or task of Kafka Streams")
                    .noneMatch(series -> OF_EACH_PART.matcher(series.name()).lookingAt());

            client.post(Requests.command("cancel", "docs"));
            client.awaitEnd("docs");
            Awaitility.await("a span of the request's trace")
                    .atMost(TopicClient.WITHIN)
                    .until(() -> collector.has("reprise group", TRACE));
            awaitNoJob(producer);
            awaitNoJob(worker);
            assertIsJson(producer.process());
        }
    }

    private static void assertIsJson(ChildProcess process) {
        List<String> lines = process.lastLogLines(5);
        assertThat(lines).isNotEmpty();
        assertThat(lines).allSatisfy(line -> assertThat(
                        Json.read(utf8(line), JsonNode.class).path("message").isTextual())
                .isTrue());
        assertThat(String.join("", lines)).contains("\"message\":\"event=");
    }
}
