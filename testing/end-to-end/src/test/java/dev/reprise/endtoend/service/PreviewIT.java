package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.Preview;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.wire.Json;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A preview tells what a job would do, beside one that does it, and leaves every row as it is. */
@ExtendWith(LocalStackExtension.class)
class PreviewIT {

    private static final Instant JANUARY = Instant.parse("2024-01-05T00:00:00Z");

    private static String request(String job, String more) {
        return "{\"type\":\"submit\",\"job\":\"" + job
                + "\",\"selector\":{\"assetType\":\"doc\"},\"processor\":{\"name\":\"migrate\",\"toVersion\":2}"
                + more + "}";
    }

    /** Every cell of every row with its write time. */
    private static Map<UUID, String> bytes(AssetDatabase database) {
        Map<UUID, String> rows = new TreeMap<>();
        database.session()
                .execute("SELECT asset_id, schema_version, payload, last_job, WRITETIME(schema_version),"
                        + " WRITETIME(payload), WRITETIME(last_job), TTL(payload) FROM "
                        + AssetDatabase.quoted(database.tables().keyspace()) + ".asset")
                .forEach(
                        row -> rows.put(AssetDatabase.present(row.getUuid(0), "asset_id"), row.getFormattedContents()));
        return rows;
    }

    @Test
    void should_tell_what_would_change_and_write_nothing(LocalStack stack) {
        try (var deployment = new Deployment("preview", stack);
                var database = deployment.database()) {
            database.createTables();
            Rows rows = new Rows(database);
            List<UUID> sound = rows.insert("doc", "2024-01", JANUARY, 20);
            UUID invalid = rows.insert("doc", "2024-01", JANUARY.plusSeconds(1), "{\"a\":\"text\"}");
            UUID notJson = rows.insert("doc", "2024-01", JANUARY.plusSeconds(2), "{\"private");
            deployment.startBoth();
            TopicClient client = deployment.topicClient();
            Map<UUID, String> before = bytes(database);

            client.post(request("look", ",\"mode\":\"preview\",\"outcomes\":true"));
            Job look = client.awaitEnd("look");

            assertThat(look.state()).isEqualTo(JobStatus.COMPLETED_WITH_FAILURES);
            assertThat(look.counts()).isEqualTo(new Counts(22, 20, 0, 0, 0, 2));
            assertThat(bytes(database)).isEqualTo(before);
            assertThat(client.deadLetters())
                    .as("what would fail is no dead letter")
                    .isEmpty();
            assertThat(client.outcomes("look")).hasSize(22);
            Map<UUID, Preview> previews = client.read(deployment.topics().previews()).stream()
                    .map(one -> Json.read(one.value(), Preview.class))
                    .collect(Collectors.toMap(Preview::assetId, Function.identity()));
            assertThat(previews).hasSize(22);
            Preview change = Objects.requireNonNull(previews.get(sound.get(7)));
            assertThat(new String(Json.bytes(change), java.nio.charset.StandardCharsets.UTF_8))
                    .contains("\"patch\":[{\"op\":\"add\",\"path\":\"/two\",\"value\":true}]")
                    .contains("\"before\":{},\"after\":{\"two\":true}")
                    .contains("\"fromVersion\":1,\"toVersion\":2,\"bytesBefore\":7");
            assertThat(cause(Objects.requireNonNull(previews.get(invalid)))).isEqualTo("validate SchemaViolation");
            assertThat(cause(Objects.requireNonNull(previews.get(notJson)))).isEqualTo("read PayloadNotJson");
        }
    }

    private static String cause(Preview preview) {
        assertThat(preview.outcome()).isEqualTo(Outcome.FAILED);
        Preview.Problem problem = preview.failure();
        return problem == null ? "" : problem.stage() + " " + problem.cause();
    }

    @Test
    void should_run_beside_a_job_that_writes(LocalStack stack) {
        try (var deployment = new Deployment("preview_beside", stack);
                var database = deployment.database()) {
            database.createTables();
            new Rows(database).insert("doc", "2024-01", JANUARY, 40);
            deployment.startBoth();
            TopicClient client = deployment.topicClient();

            client.post(request("write", ",\"limits\":{\"eventsPerSecond\":1}"));
            client.awaitJob("write", job -> job.counts().emitted() > 0);
            client.post(request("look", ",\"mode\":\"preview\""));
            Job look = client.awaitEnd("look");

            assertThat(look.counts().emitted()).isEqualTo(40);
            assertThat(look.counts().changed() + look.counts().unchanged()).isEqualTo(40);
            assertThat(client.job("write"))
                    .hasValueSatisfying(job -> assertThat(job.state()).isEqualTo(JobStatus.RUNNING));
        }
    }
}
