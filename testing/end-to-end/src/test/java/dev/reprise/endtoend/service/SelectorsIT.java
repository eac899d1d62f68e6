package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.DeadLetterHeaders;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Selections that name their assets, or leave the choice to the service. */
@ExtendWith(LocalStackExtension.class)
class SelectorsIT {

    private static final Instant JANUARY = Instant.parse("2024-01-05T00:00:00Z");
    private static final Instant FEBRUARY = Instant.parse("2024-02-05T00:00:00Z");
    private static final Instant MARCH = Instant.parse("2024-03-05T00:00:00Z");

    private static String request(String job, String selector) {
        return "{\"type\":\"submit\",\"job\":\"" + job + "\",\"selector\":" + selector
                + ",\"processor\":{\"name\":\"migrate\",\"toVersion\":\"latest\"},\"outcomes\":true}";
    }

    private static String listed(List<UUID> ids) {
        return ids.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(","));
    }

    private static void ids(Deployment deployment) {
        try (deployment;
                var database = deployment.database()) {
            database.createTables();
            Rows rows = new Rows(database);
            List<UUID> january = rows.insert("doc", "2024-01", JANUARY, 10);
            List<UUID> february = rows.insert("doc", "2024-02", FEBRUARY, 10);
            UUID bad = rows.insert("doc", "2024-02", FEBRUARY.plusSeconds(60), "{\"a\":\"text\"}");
            UUID note = rows.insert("note", "2024-01", JANUARY.plusSeconds(60), "{\"a\":1}");
            UUID unknown = new UUID(january.get(0).getMostSignificantBits(), 0x8000_0000_0000_0077L);
            deployment.startBoth();
            TopicClient client = deployment.topicClient();
            List<UUID> named = new ArrayList<>(january.subList(0, 3));
            named.addAll(february.subList(5, 10));
            named.addAll(List.of(bad, unknown, note, january.get(0)));

            client.post(request("named", "{\"assetType\":\"doc\",\"ids\":[" + listed(named) + "]}"));
            Job job = client.awaitEnd("named");

            assertThat(job.state()).isEqualTo(JobStatus.COMPLETED_WITH_FAILURES);
            assertThat(job.counts())
                    .as("the row of another type and the one that nobody has are gone, for this type")
                    .isEqualTo(new Counts(11, 8, 0, 0, 2, 1));
            assertThat(job.unmigrated())
                    .as("what has a dead letter is left out")
                    .isZero();
            assertThat(client.events("named")).hasSize(11).doesNotHaveDuplicates();
            rows.all("doc").forEach((id, row) -> assertThat(row.version())
                    .isEqualTo(named.contains(id) && !id.equals(bad) ? 2 : 1));
            assertThat(rows.all("note").get(note)).isNotNull().matches(row -> Integer.valueOf(1)
                    .equals(row.version()));

            client.post(request("few", "{\"assetType\":\"doc\",\"ids\":[" + listed(january) + "],\"sample\":4}"));
            assertThat(client.awaitEnd("few").counts().emitted()).isEqualTo(4);
        }
    }

    @Test
    void should_process_the_named_assets_when_rows_are_clustered(LocalStack stack) {
        ids(new Deployment("ids", stack));
    }

    @Test
    void should_process_the_named_assets_when_rows_are_indexed(LocalStack stack) {
        ids(new Deployment("ids_indexed", stack).with("reprise.assets.layout", "indexed"));
    }

    @Test
    void should_take_every_type_by_time_alone_and_spread_a_sample(LocalStack stack) {
        try (var deployment = new Deployment("every", stack);
                var database = deployment.database()) {
            database.createTables();
            Rows rows = new Rows(database);
            rows.insert("doc", "2024-01", JANUARY, 20);
            rows.insert("doc", "2024-02", FEBRUARY, 20);
            rows.insert("note", "2024-02", FEBRUARY, 20);
            rows.insert("doc", "2024-03", MARCH, 20);
            rows.insert("unmigrated", "2024-02", FEBRUARY, 7);
            deployment.startBoth();
            TopicClient client = deployment.topicClient();

            client.post(request("some", "{\"assetType\":\"doc\",\"sample\":9}"));
            Job some = client.awaitEnd("some");
            client.post(request("every", "{\"from\":\"2024-02-01T00:00:00Z\",\"to\":\"2024-03-01T00:00:00Z\"}"));
            Job every = client.awaitEnd("every");
            client.post(request("more", "{\"assetType\":[\"doc\",\"note\"],\"sample\":1000}"));
            Job more = client.awaitEnd("more");

            assertThat(some.counts()).isEqualTo(new Counts(9, 9, 0, 0, 0, 0));
            assertThat(some.slices().assets()).isNull();
            Map<String, Long> buckets = client.events("some").stream()
                    .collect(Collectors.groupingBy(AssetEvent::bucket, Collectors.counting()));
            assertThat(buckets).isEqualTo(Map.of("2024-01", 3L, "2024-02", 3L, "2024-03", 3L));
            assertThat(every.state()).isEqualTo(JobStatus.COMPLETED);
            assertThat(every.counts()).isEqualTo(new Counts(47, 37, 10, 0, 0, 0));
            assertThat(more.counts().emitted()).as("there are no more").isEqualTo(80);
            assertThat(more.counts().changed()).isEqualTo(80 - 37 - 9);
        }
    }

    @Test
    void should_take_up_dead_letters_until_they_are_resolved(LocalStack stack) {
        try (var deployment = new Deployment("redriven", stack);
                var database = deployment.database()) {
            database.createTables();
            Rows rows = new Rows(database);
            rows.insert("doc", "2024-01", JANUARY, 5);
            List<UUID> invalid = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                invalid.add(rows.insert("doc", "2024-01", JANUARY.plusSeconds(i + 1), "{\"a\":\"text\"}"));
            }
            rows.insert("doc", "2024-02", FEBRUARY, "{\"private");
            rows.insert("doc", "2024-02", FEBRUARY.plusSeconds(1), "{\"private");
            deployment.startBoth();
            TopicClient client = deployment.topicClient();
            client.post(request("first", "{\"assetType\":\"doc\"}"));
            assertThat(client.awaitEnd("first").counts()).isEqualTo(new Counts(10, 5, 0, 0, 0, 5));
            Map<String, String> fingerprints = client.deadLetters().stream()
                    .collect(Collectors.toMap(
                            letter -> TopicClient.header(letter, DeadLetterHeaders.CAUSE),
                            letter -> TopicClient.header(letter, DeadLetterHeaders.FINGERPRINT),
                            (one, same) -> one));
            fix(database, invalid.subList(0, 2));

            client.post(request(
                    "again",
                    "{\"deadLettersOf\":\"first\",\"cause\":\"" + fingerprints.get("SchemaViolation") + "\"}"));
            Job again = client.awaitEnd("again");
            client.post(request("rest", "{\"deadLettersOf\":\"first\"}"));
            Job rest = client.awaitEnd("rest");
            client.post(request("none", "{\"deadLettersOf\":\"no-such-job\"}"));

            assertThat(again.counts()).isEqualTo(new Counts(3, 2, 0, 0, 0, 1));
            assertThat(again.unmigrated()).isZero();
            assertThat(rest.counts()).as("what was fixed does not come again").isEqualTo(new Counts(3, 0, 0, 0, 0, 3));
            assertThat(TopicClient.rejection(client.awaitRejections(1).get(0)).reasons())
                    .containsExactly("there is no job 'no-such-job' whose dead letters could be selected");
        }
    }

    /** As a live writer would, but long ago, so that nothing has to settle. */
    private static void fix(AssetDatabase database, List<UUID> ids) {
        for (UUID id : ids) {
            database.session()
                    .execute(
                            "INSERT INTO "
                                    + AssetDatabase.quoted(database.tables().keyspace())
                                    + ".asset (asset_type, bucket, asset_id, schema_version, payload)"
                                    + " VALUES ('doc', '2024-01', ?, 1, '{\"a\":1}') USING TIMESTAMP 2000000",
                            id);
        }
    }
}
