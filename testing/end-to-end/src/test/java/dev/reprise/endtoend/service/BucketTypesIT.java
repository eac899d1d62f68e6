package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.endtoend.assets.BucketType;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every selection over every type of bucket. */
@ExtendWith(LocalStackExtension.class)
class BucketTypesIT {

    private static final Instant JANUARY = Instant.parse("2024-01-05T00:00:00Z");
    private static final Instant FEBRUARY = Instant.parse("2024-02-05T00:00:00Z");

    private static Job run(TopicClient client, String job, String selector) {
        client.post("{\"type\":\"submit\",\"job\":\"" + job + "\",\"selector\":" + selector
                + ",\"processor\":{\"name\":\"migrate\",\"toVersion\":2}}");
        return client.awaitEnd(job);
    }

    @ParameterizedTest
    @CsvSource({
        // The contracts of the stores try every type in both layouts.
        "TEXT, indexed",
        "INT, bucketed",
        "BIGINT, indexed",
        "DATE, bucketed",
        "TIMESTAMP, bucketed"
    })
    void should_serve_every_selection_when_buckets_are_of_a_type(BucketType type, String layout, LocalStack stack) {
        var deployment = new Deployment("types_" + type.cql() + "_" + layout, stack)
                .with("reprise.assets.layout", layout)
                .with("reprise.assets.bucket-pattern", type.pattern().toString());
        try (deployment;
                var database = deployment.database()) {
            database.createTables(type.cql());
            Rows rows = new Rows(database);
            List<UUID> january = rows.insert("doc", type.bucketOf(JANUARY), JANUARY, 6);
            rows.insert("doc", type.bucketOf(FEBRUARY), FEBRUARY, 6);
            UUID bad = rows.insert("doc", type.bucketOf(FEBRUARY), FEBRUARY.plusSeconds(1), "{\"a\":\"text\"}");
            deployment.startBoth();
            TopicClient client = deployment.topicClient();

            Job range = run(
                    client,
                    "range",
                    "{\"assetType\":\"doc\",\"from\":\"2024-02-01T00:00:00Z\",\"to\":\"2024-03-01T00:00:00Z\"}");
            fix(database, type, bad);
            Job redrive = run(client, "redrive", "{\"deadLettersOf\":\"range\"}");
            Job ids = run(
                    client,
                    "ids",
                    "{\"assetType\":\"doc\",\"ids\":[\"" + january.get(0) + "\",\"" + january.get(5) + "\"]}");
            Job sample = run(client, "sample", "{\"assetType\":\"doc\",\"sample\":8}");
            Job rest = run(client, "rest", "{\"assetType\":\"doc\"}");

            assertThat(range.counts()).isEqualTo(new Counts(7, 6, 0, 0, 0, 1));
            assertThat(redrive.counts()).isEqualTo(new Counts(1, 1, 0, 0, 0, 0));
            assertThat(ids.counts()).isEqualTo(new Counts(2, 2, 0, 0, 0, 0));
            assertThat(sample.counts().emitted()).isEqualTo(8);
            assertThat(sample.counts().gone()).isZero();
            assertThat(rest.counts().emitted()).isEqualTo(13);
            assertThat(List.of(redrive, ids, sample, rest)).allMatch(job -> job.state() == JobStatus.COMPLETED);
            Map<UUID, Rows.Row> all = rows.all("doc");
            assertThat(all).hasSize(13);
            assertThat(all.values()).allMatch(row -> Integer.valueOf(2).equals(row.version()));
        }
    }

    /** As a live writer would, but long ago, so that nothing has to settle. */
    private static void fix(AssetDatabase database, BucketType type, UUID id) {
        boolean indexed = database.rowCondition().equals("\"asset_id\" = :id");
        var values = indexed
                ? Map.<String, Object>of("id", id)
                : Map.of("type", "doc", "bucket", type.bucketOf(FEBRUARY), "id", id);
        database.session()
                .execute(
                        "UPDATE " + database.qualified("asset") + " USING TIMESTAMP 2000000"
                                + " SET schema_version = 1, payload = '{\"a\":1}' WHERE " + database.rowCondition(),
                        values);
    }
}
