package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.assets.BucketPattern;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tables whose buckets are not made as the configuration says. */
@ExtendWith(LocalStackExtension.class)
class ForeignBucketsIT {

    private static final Instant JANUARY = Instant.parse("2024-01-05T00:00:00Z");

    /** Between ours and theirs lies one shard. */
    private static final BucketPattern OURS = BucketPattern.of("yyyy-MM#16");

    private static String bucketOf(UUID id) {
        String ours = OURS.bucketOf(id);
        int shard = Integer.parseInt(ours.substring(ours.length() - 2));
        return String.format(Locale.ROOT, "2024-01#%02d", (shard + 1) % 16);
    }

    private static UUID insert(Rows rows, int number, String payload) {
        UUID id = new UUID(
                com.datastax.oss.driver.api.core.uuid.Uuids.startOf(JANUARY.toEpochMilli() + number)
                        .getMostSignificantBits(),
                0x8000_0000_0000_0001L + number * 7L);
        rows.insert("doc", bucketOf(id), id, payload, 0);
        return id;
    }

    private static Job run(TopicClient client, String job, String selector) {
        client.post("{\"type\":\"submit\",\"job\":\"" + job + "\",\"selector\":" + selector
                + ",\"processor\":{\"name\":\"migrate\",\"toVersion\":2}}");
        return client.awaitEnd(job);
    }

    private static String ids(List<UUID> ids) {
        String listed = ids.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(","));
        return "{\"assetType\":\"doc\",\"ids\":[" + listed + "]}";
    }

    @Test
    void should_find_assets_where_they_are_when_another_function_makes_the_shards(LocalStack stack) {
        var deployment = new Deployment("foreign_shards", stack).with("reprise.assets.bucket-pattern", OURS.toString());
        try (deployment;
                var database = deployment.database()) {
            database.createTables();
            Rows rows = new Rows(database);
            List<UUID> good = List.of(
                    insert(rows, 1, "{\"a\":1}"),
                    insert(rows, 2, "{\"a\":1}"),
                    insert(rows, 3, "{\"a\":1}"),
                    insert(rows, 4, "{\"a\":1}"));
            LocalService producer = deployment.start(ServiceKind.ID_PRODUCER);
            deployment.start(ServiceKind.REPROCESS_WORKER);
            deployment.awaitReady();
            TopicClient client = deployment.topicClient();

            Job sample = run(client, "sample", "{\"assetType\":\"doc\",\"sample\":2}");
            UUID bad = insert(rows, 5, "{\"a\":\"text\"}");
            Job failing = run(client, "failing", "{\"assetType\":\"doc\"}");
            fix(database, bad);
            Job redrive = run(client, "redrive", "{\"deadLettersOf\":\"failing\"}");
            Job missed = run(client, "missed", ids(good));
            List<UUID> more = List.of(insert(rows, 6, "{\"a\":1}"), insert(rows, 7, "{\"a\":1}"));
            producer.close();
            deployment.with("reprise.assets.bucket-by-id", "lookup").start(ServiceKind.ID_PRODUCER);
            Job found = run(client, "found", ids(more));

            assertThat(sample.counts()).isEqualTo(new Counts(2, 2, 0, 0, 0, 0));
            assertThat(failing.counts()).isEqualTo(new Counts(5, 2, 2, 0, 0, 1));
            assertThat(redrive.state()).isEqualTo(JobStatus.COMPLETED);
            assertThat(redrive.counts()).isEqualTo(new Counts(1, 1, 0, 0, 0, 0));
            assertThat(missed.counts()).isEqualTo(new Counts(4, 0, 0, 0, 4, 0));
            assertThat(missed.state()).isEqualTo(JobStatus.COMPLETED_WITH_FAILURES);
            assertThat(missed.message()).contains("none of the 4 assets was found");
            assertThat(found.counts()).isEqualTo(new Counts(2, 2, 0, 0, 0, 0));
            assertThat(rows.all("doc").values()).hasSize(7).allMatch(row -> Integer.valueOf(2)
                    .equals(row.version()));
        }
    }

    private static void fix(AssetDatabase database, UUID id) {
        database.session()
                .execute(
                        "UPDATE " + database.qualified("asset") + " USING TIMESTAMP 2000000"
                                + " SET schema_version = 1, payload = '{\"a\":1}'"
                                + " WHERE asset_type = 'doc' AND bucket = ? AND asset_id = ?",
                        bucketOf(id),
                        id);
    }

    @Test
    void should_fail_and_name_the_bucket_when_dates_are_finer_than_the_pattern(LocalStack stack) {
        try (var deployment = new Deployment("finer_dates", stack);
                var database = deployment.database()) {
            database.createTables("date");
            Rows rows = new Rows(database);
            rows.insert("doc", LocalDate.parse("2024-01-01"), JANUARY, 3);
            rows.insert("doc", LocalDate.parse("2024-01-05"), JANUARY.plusSeconds(1), 3);
            deployment.startBoth();
            TopicClient client = deployment.topicClient();

            Job whole = run(client, "whole", "{\"assetType\":\"doc\"}");
            Job sample = run(client, "sample", "{\"assetType\":\"doc\",\"sample\":1}");

            assertThat(List.of(whole, sample)).allSatisfy(job -> {
                assertThat(job.state()).isEqualTo(JobStatus.FAILED);
                assertThat(job.message()).contains("the bucket 2024-01-05").contains("pattern yyyy-MM");
                assertThat(job.counts()).isEqualTo(Counts.ZERO);
            });
        }
    }

    @Test
    void should_wait_and_say_why_when_the_type_of_the_bucket_cannot_serve_the_pattern(LocalStack stack) {
        try (var deployment = new Deployment("int_months", stack);
                var database = deployment.database()) {
            database.createTables("int");
            for (ServiceKind kind : ServiceKind.NEEDED) {
                LocalService service = deployment.start(kind);
                Awaitility.await(kind.module()).atMost(Deployment.READY_WITHIN).until(() -> service.get(
                                "/q/health/ready")
                        .filter(answer -> answer.statusCode() == 503
                                && answer.body()
                                        .contains("int_months.asset.bucket has the type int, which cannot hold"
                                                + " buckets of the pattern yyyy-MM"))
                        .isPresent());
            }
        }
    }
}
