package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.event.DeadLetterHeaders;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.stack.LocalStack;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Selections of every shape, and payloads of every kind, in both layouts. */
@ExtendWith(LocalStackExtension.class)
class JobShapesIT {

    private static final int PAGE = 10;

    private static final String REQUEST =
            "{\"type\":\"submit\",\"job\":\"%s\",\"selector\":{\"assetType\":\"%s\"%s},\"processor\":{\"name\":\"migrate\",\"toVersion\":\"latest\"},\"outcomes\":true}";

    private static final Instant JANUARY = Instant.parse("2024-01-05T00:00:00Z");
    private static final Instant FEBRUARY = Instant.parse("2024-02-05T00:00:00Z");
    private static final Instant MARCH = Instant.parse("2024-03-05T00:00:00Z");

    private static void shapes(Deployment deployment) {
        try (deployment;
                var database = deployment.database()) {
            database.createTables();
            Rows rows = new Rows(database);
            rows.insert("doc", "2024-01", JANUARY, PAGE);
            rows.insert("doc", "2024-02", FEBRUARY, PAGE + 1);
            // At other times than the documents: in one of the layouts an id belongs to one row alone.
            rows.insert("note", "2024-01", JANUARY.plusSeconds(3600), 3 * PAGE);
            // A bucket in use that has become empty.
            database.session()
                    .execute("INSERT INTO " + database.tables().keyspace()
                            + ".asset_bucket (asset_type, bucket) VALUES ('doc', '2024-03')");
            deployment.with("reprise.emit.page-size", Integer.toString(PAGE)).startBoth();
            TopicClient client = deployment.topicClient();

            client.post(REQUEST.formatted("docs", "doc", ""));
            client.post(REQUEST.formatted("notes", "note", ""));

            Job docs = client.awaitEnd("docs");
            Job notes = client.awaitEnd("notes");
            assertThat(docs.state()).isEqualTo(JobStatus.COMPLETED);
            assertThat(docs.counts()).isEqualTo(new Counts(2 * PAGE + 1, 2 * PAGE + 1, 0, 0, 0, 0));
            assertThat(notes.counts()).isEqualTo(new Counts(3 * PAGE, 3 * PAGE, 0, 0, 0, 0));
            assertThat(docs.unmigrated()).isZero();
            assertThat(client.events("docs")).hasSize(2 * PAGE + 1).doesNotHaveDuplicates();
            assertThat(client.outcomes("notes")).hasSize(3 * PAGE).doesNotHaveDuplicates();
            assertThat(rows.all("doc").values())
                    .hasSize(2 * PAGE + 1)
                    .allMatch(row -> Integer.valueOf(2).equals(row.version()) && "docs".equals(row.lastJob()))
                    .allMatch(row -> String.valueOf(row.payload()).contains("\"two\":true"));

            client.post(REQUEST.formatted("again", "doc", ""));
            Job again = client.awaitEnd("again");
            assertThat(again.counts()).isEqualTo(new Counts(2 * PAGE + 1, 0, 2 * PAGE + 1, 0, 0, 0));
        }
    }

    @Test
    void should_account_for_every_asset_when_rows_are_clustered(LocalStack stack) {
        shapes(new Deployment("shapes", stack));
    }

    @Test
    void should_account_for_every_asset_when_rows_are_indexed(LocalStack stack) {
        shapes(new Deployment("shapes_indexed", stack).with("reprise.assets.layout", "indexed"));
    }

    @Test
    void should_touch_only_the_range_when_a_job_has_one(LocalStack stack) {
        try (var deployment = new Deployment("ranges", stack);
                var database = deployment.database()) {
            database.createTables();
            Rows rows = new Rows(database);
            List<UUID> january = rows.insert("doc", "2024-01", JANUARY, 20);
            List<UUID> february = rows.insert("doc", "2024-02", FEBRUARY, 20);
            rows.insert("doc", "2024-03", MARCH, 20);
            deployment.startBoth();
            TopicClient client = deployment.topicClient();

            // From the fifth row of January on, to the third of February exclusive.
            client.post(REQUEST.formatted(
                    "range",
                    "doc",
                    ",\"from\":\"" + JANUARY.plusMillis(5) + "\",\"to\":\"" + FEBRUARY.plusMillis(3) + "\""));
            Job range = client.awaitEnd("range");
            client.post(REQUEST.formatted("empty", "doc", ",\"from\":\"2031-01-01T00:00:00Z\""));
            Job empty = client.awaitEnd("empty");

            assertThat(range.counts()).isEqualTo(new Counts(18, 18, 0, 0, 0, 0));
            assertThat(empty.state()).isEqualTo(JobStatus.COMPLETED);
            assertThat(empty.counts()).isEqualTo(Counts.ZERO);
            Map<UUID, Rows.Row> all = rows.all("doc");
            all.forEach((id, row) -> {
                boolean within = january.indexOf(id) >= 5 || (february.contains(id) && february.indexOf(id) < 3);
                assertThat(row.version()).isEqualTo(within ? 2 : 1);
            });
        }
    }

    @Test
    void should_dead_letter_a_bad_payload_and_process_its_neighbours(LocalStack stack) {
        try (var deployment = new Deployment("payloads", stack);
                var database = deployment.database()) {
            database.createTables();
            Rows rows = new Rows(database);
            List<UUID> sound = rows.insert("doc", "2024-01", JANUARY, 20);
            UUID notJson = rows.insert("doc", "2024-01", JANUARY.plusMillis(100), "{\"private");
            UUID noPayload = rows.insert("doc", "2024-01", JANUARY.plusMillis(101), null);
            UUID huge = rows.insert(
                    "doc", "2024-01", JANUARY.plusMillis(102), "{\"a\":\"" + "x".repeat(10 * 1024 * 1024) + "\"}");
            UUID invalid = rows.insert("doc", "2024-01", JANUARY.plusMillis(103), "{\"a\":\"text\"}");
            UUID mortal = new UUID(sound.get(0).getMostSignificantBits(), 0x8000_0000_0000_0002L);
            rows.insert("doc", "2024-01", mortal, "{\"a\":1}", 86_400);
            // What an earlier job leaves of a row whose life has ended: its stamp alone.
            UUID remains = new UUID(sound.get(0).getMostSignificantBits(), 0x8000_0000_0000_0003L);
            database.session()
                    .execute(
                            "UPDATE payloads.asset SET last_job = 'earlier' WHERE asset_type = 'doc'"
                                    + " AND bucket = '2024-01' AND asset_id = ?",
                            remains);
            deployment.startBoth();
            TopicClient client = deployment.topicClient();

            client.post(REQUEST.formatted("payloads", "doc", ""));
            Job job = client.awaitEnd("payloads");

            assertThat(job.state()).isEqualTo(JobStatus.COMPLETED_WITH_FAILURES);
            assertThat(job.counts()).isEqualTo(new Counts(26, 21, 0, 0, 1, 4));
            assertThat(job.unmigrated())
                    .as("what has a dead letter is not listed twice, and what is gone not at all")
                    .isZero();
            Map<String, String> stageAndCause = new TreeMap<>();
            for (var letter : client.deadLetters()) {
                String id = dev.reprise.common.event.AssetEventFormat.read(letter.value())
                        .assetId()
                        .toString();
                stageAndCause.put(
                        id,
                        TopicClient.header(letter, DeadLetterHeaders.STAGE) + " "
                                + TopicClient.header(letter, DeadLetterHeaders.CAUSE));
                assertThat(TopicClient.header(letter, DeadLetterHeaders.FINGERPRINT))
                        .matches("[0-9a-f]{12}");
                assertThat(TopicClient.header(letter, DeadLetterHeaders.TOPIC))
                        .isEqualTo(deployment.topics().events());
                assertThat(TopicClient.header(letter, DeadLetterHeaders.REASON))
                        .isNotBlank()
                        .doesNotContain("private");
            }
            assertThat(stageAndCause)
                    .containsOnly(
                            Map.entry(notJson.toString(), "read PayloadNotJson"),
                            Map.entry(noPayload.toString(), "read NullPayload"),
                            Map.entry(huge.toString(), "read PayloadTooLarge"),
                            Map.entry(invalid.toString(), "validate SchemaViolation"));
            Rows.Row stillMortal = rows.all("doc").get(mortal);
            assertThat(stillMortal).isNotNull();
            assertThat(stillMortal.version()).isEqualTo(2);
            assertThat(stillMortal.ttl()).as("the rest of its life").isBetween(80_000, 86_400);
        }
    }
}
