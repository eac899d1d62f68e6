package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.process.Signal;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whatever state jobs are in when services are stopped or killed, each goes on from where it was. */
@ExtendWith(LocalStackExtension.class)
class RestartIT {

    private static final int ROWS = 300;
    private static final Instant JANUARY = Instant.parse("2024-01-05T00:00:00Z");
    private static final Instant FEBRUARY = Instant.parse("2024-02-05T00:00:00Z");
    private static final Instant MARCH = Instant.parse("2024-03-05T00:00:00Z");

    private static String range(String from, String to) {
        return ",\"from\":\"" + from + "T00:00:00Z\",\"to\":\"" + to + "T00:00:00Z\"";
    }

    /** Writes the migrations of a release that goes on from where the fixtures end. */
    private static Path nextRelease(Path folder) throws IOException {
        for (String type : List.of("doc", "note")) {
            Path of = Files.createDirectories(folder.resolve(type));
            try (var files = Files.list(Deployment.fixtures().resolve("migrations/" + type))) {
                for (Path file : files.toList()) {
                    Files.copy(file, of.resolve(file.getFileName()));
                }
            }
        }
        Files.writeString(folder.resolve("doc/V3__three.jslt"), "{\"three\": true, * : .}");
        Files.writeString(
                folder.resolve("doc/V3__three.examples.json"),
                "[{\"name\": \"adds a field\", \"given\": {\"a\": 1}, \"expected\": {\"a\": 1, \"three\": true}}]");
        return folder;
    }

    private static void touch(AssetDatabase database, Rows rows) {
        var id = rows.insert("doc", "2024-03", MARCH.plusSeconds(1), "{\"a\":0}");
        // Younger than the settle time: a verification has to wait for it.
        database.session()
                .execute(
                        "UPDATE " + AssetDatabase.quoted(database.tables().keyspace())
                                + ".asset SET schema_version = 1, payload = '{\"a\":1}'"
                                + " WHERE asset_type = 'doc' AND bucket = '2024-03' AND asset_id = ?",
                        id);
    }

    /** Says how long it took until nothing of a paused job was processed any more; to be read, not judged. */
    private static void reportEffect(TopicClient client, Deployment deployment) {
        long asked = client.read(deployment.topics().requests()).stream()
                .filter(one -> new String(one.value(), StandardCharsets.UTF_8).contains("\"pause\""))
                .mapToLong(ConsumerRecord::timestamp)
                .min()
                .orElseThrow();
        long last = client.read(deployment.topics().outcomes()).stream()
                .filter(one -> new String(one.value(), StandardCharsets.UTF_8).contains("\"paused\""))
                .mapToLong(ConsumerRecord::timestamp)
                .max()
                .orElseThrow();
        System.out.println(
                "the last outcome of the paused job came " + (last - asked) + " ms after the pause was posted");
    }

    @Test
    void should_go_on_with_each_job_when_all_services_are_killed_in_any_state(LocalStack stack) {
        try (var deployment =
                        new Deployment("killed", stack).impatient().with("reprise.write-back.settle-time", "PT15S");
                var database = deployment.database()) {
            database.createTables();
            Rows rows = new Rows(database);
            rows.insert("doc", "2024-01", JANUARY, ROWS);
            rows.insert("doc", "2024-02", FEBRUARY, ROWS);
            rows.insert("doc", "2024-03", MARCH, 10);
            LocalService producer = deployment.start(ServiceKind.ID_PRODUCER);
            LocalService worker = deployment.start(ServiceKind.REPROCESS_WORKER);
            deployment.awaitReady();
            TopicClient client = deployment.topicClient();
            String slow = ",\"limits\":{\"eventsPerSecond\":10}";
            client.post(Requests.submit("paused", "doc", range("2024-01-01", "2024-02-01"), slow));
            client.post(Requests.submit("running", "doc", range("2024-02-01", "2024-03-01"), slow));
            touch(database, rows);
            client.post(Requests.submit("verifying", "doc", range("2024-03-01", "2024-04-01"), ""));
            // It stays so for the settle time, which is long enough for what follows.
            client.awaitJob("verifying", job -> job.state() == JobStatus.VERIFYING);
            client.awaitJob("paused", job -> job.counts().processed() > 10);
            client.post(Requests.command("pause", "paused"));
            client.awaitJob("paused", job -> job.state() == JobStatus.PAUSED);
            assertThat(client.awaitJob("running", job -> job.counts().processed() > 10)
                            .state())
                    .isEqualTo(JobStatus.RUNNING);

            worker.process().signal(Signal.KILL);
            producer.process().signal(Signal.KILL);
            Deployment.awaitReady(deployment.start(ServiceKind.ID_PRODUCER));
            Deployment.awaitReady(deployment.start(ServiceKind.REPROCESS_WORKER));

            assertThat(client.awaitEnd("verifying").state()).isEqualTo(JobStatus.COMPLETED);
            client.post("{\"type\":\"throttle\",\"job\":\"running\",\"eventsPerSecond\":null}");
            assertThat(client.awaitEnd("running").counts()).isEqualTo(new Counts(ROWS, ROWS, 0, 0, 0, 0));
            assertThat(client.job("paused").map(Job::state)).contains(JobStatus.PAUSED);
            reportEffect(client, deployment);
            client.post("{\"type\":\"throttle\",\"job\":\"paused\",\"eventsPerSecond\":null}");
            client.post(Requests.command("resume", "paused"));
            assertThat(client.awaitEnd("paused").counts()).isEqualTo(new Counts(ROWS, ROWS, 0, 0, 0, 0));
            for (String job : List.of("paused", "running")) {
                assertThat(client.events(job)).hasSize(ROWS).doesNotHaveDuplicates();
                assertThat(client.outcomes(job)).hasSize(ROWS).doesNotHaveDuplicates();
            }
            assertThat(rows.all("doc").values())
                    .allMatch(row -> Integer.valueOf(2).equals(row.version()));
        }
    }

    @Test
    void should_go_on_while_instances_are_replaced_one_by_one_by_those_of_the_next_release(
            LocalStack stack, @TempDir Path next) throws IOException {
        try (var deployment = new Deployment("rolling", stack).impatient();
                var database = deployment.database()) {
            database.createTables();
            Rows rows = new Rows(database);
            rows.insert("doc", "2024-01", JANUARY, 2 * ROWS);
            LocalService producer = deployment.start(ServiceKind.ID_PRODUCER);
            LocalService worker = deployment.start(ServiceKind.REPROCESS_WORKER);
            deployment.awaitReady();
            TopicClient client = deployment.topicClient();
            client.post(Requests.submit("docs", "doc", "", ",\"limits\":{\"eventsPerSecond\":2}"));
            client.awaitJob("docs", job -> job.counts().processed() > 5);

            // As a rolling update does: the next one is there before the last one leaves. It knows one migration more.
            deployment.with("reprise.migrations.path", nextRelease(next).toString());
            LocalService nextWorker = deployment.start(ServiceKind.REPROCESS_WORKER);
            Deployment.awaitReady(nextWorker);
            worker.close();
            LocalService nextProducer = deployment.start(ServiceKind.ID_PRODUCER);
            Deployment.awaitReady(nextProducer);
            producer.close();
            assertThat(client.awaitJob("docs", job -> true).state().isFinal()).isFalse();
            client.post("{\"type\":\"throttle\",\"job\":\"docs\",\"eventsPerSecond\":null}");

            Job docs = client.awaitEnd("docs");
            assertThat(docs.state()).isEqualTo(JobStatus.COMPLETED);
            assertThat(docs.counts()).isEqualTo(new Counts(2 * ROWS, 2 * ROWS, 0, 0, 0, 0));
            assertThat(client.events("docs")).hasSize(2 * ROWS).doesNotHaveDuplicates();
            assertThat(client.outcomes("docs")).hasSize(2 * ROWS).doesNotHaveDuplicates();
            // The version that the job began with, not the latest of those who ended it; the next job goes on from
            // there.
            assertThat(rows.all("doc").values())
                    .allMatch(row -> Integer.valueOf(2).equals(row.version()));
            client.post(Requests.submit("next", "doc"));
            assertThat(client.awaitEnd("next").counts()).isEqualTo(new Counts(2 * ROWS, 2 * ROWS, 0, 0, 0, 0));
            assertThat(rows.all("doc").values())
                    .allMatch(row -> Integer.valueOf(3).equals(row.version()));
        }
    }
}
