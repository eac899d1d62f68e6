package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.uuid.Uuids;
import dev.reprise.assets.Layout;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.endtoend.stack.CassandraBeans;
import dev.reprise.endtoend.stack.StackFolders;
import dev.reprise.localstack.server.ServerKind;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What becomes of a job when Cassandra refuses, for a reason that no repetition passes. On a stack of its own: what is
 * refused here is a setting of the server, which has users, and few tombstones to be read at once.
 */
@Timeout(600)
@Order(1)
class UnreadableRowsIT {

    private static final int TOMBSTONES_MAX = 500;
    private static final int ROWS = 200;
    private static final String BUCKET = "2024-01";
    private static final Instant JANUARY = Instant.parse("2024-01-05T00:00:00Z");
    private static final String GUARDRAILS = "org.apache.cassandra.db:type=Guardrails";
    private static final String STORAGE = "org.apache.cassandra.db:type=StorageService";
    private static final String REQUEST = "{\"type\":\"submit\",\"job\":\"%s\",\"selector\":{\"assetType\":\"doc\"},"
            + "\"processor\":{\"name\":\"migrate\",\"toVersion\":2},\"limits\":{\"eventsPerSecond\":%d}}";

    private static @Nullable LocalStack shared;

    @BeforeAll
    static void start() {
        shared = LocalStack.start(StackFolders.fresh("unreadable")
                .withServers(ServerKind.KAFKA, ServerKind.CASSANDRA)
                .withSetting(ServerKind.CASSANDRA, "tombstone_failure_threshold", Integer.toString(TOMBSTONES_MAX))
                .withSetting(ServerKind.CASSANDRA, "tombstone_warn_threshold", Integer.toString(TOMBSTONES_MAX))
                .withSetting(ServerKind.CASSANDRA, "authenticator", "PasswordAuthenticator")
                .withSetting(ServerKind.CASSANDRA, "authorizer", "CassandraAuthorizer")
                .withSetting(ServerKind.CASSANDRA, "role_manager", "CassandraRoleManager")
                .withSetting(ServerKind.CASSANDRA, "permissions_validity", "100ms"));
    }

    @AfterAll
    static void stop() {
        stack().close();
    }

    private static LocalStack stack() {
        return Objects.requireNonNull(shared);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bucketed", "indexed"})
    void should_read_a_bucket_to_its_end_when_it_is_full_of_tombstones(String layout) {
        try (var deployment = deployment("tombstones_" + layout).with("reprise.assets.layout", layout);
                var database = administrator(deployment)) {
            prepare(database);
            Instant row = JANUARY;
            for (int i = 0; i < ROWS; i++, row = row.plusSeconds(1)) {
                new Rows(database).insert("doc", BUCKET, row, "{\"a\":1}");
                delete(database, row.plusMillis(1), 20);
            }
            deployment.startBoth();
            TopicClient client = deployment.topicClient();

            client.post(REQUEST.formatted("full", 1_000));

            assertDone(client, "full", ROWS);
        }
    }

    @Test
    void should_pause_with_the_place_and_go_on_when_a_moment_has_too_many_tombstones() {
        try (var deployment = deployment("moment");
                var database = administrator(deployment);
                var beans = CassandraBeans.of(stack().cassandra().pid())) {
            prepare(database);
            new Rows(database).insert("doc", BUCKET, JANUARY, ROWS);
            deleteWithinAMillisecond(database, JANUARY.minusSeconds(1), 2 * TOMBSTONES_MAX);
            deployment.startBoth();
            TopicClient client = deployment.topicClient();

            client.post(REQUEST.formatted("moment", 1_000));
            Job paused = client.awaitJob("moment", job -> job.state() == JobStatus.PAUSED);
            assertThat(paused.message())
                    .contains("the ids of doc in the bucket " + BUCKET)
                    .contains("tombstone_failure_threshold");

            beans.set(STORAGE, "TombstoneFailureThreshold", 10 * TOMBSTONES_MAX);
            try {
                client.post("{\"type\":\"resume\",\"job\":\"moment\"}");
                assertDone(client, "moment", ROWS);
            } finally {
                beans.set(STORAGE, "TombstoneFailureThreshold", TOMBSTONES_MAX);
            }
        }
    }

    @Test
    void should_pause_with_the_words_of_the_server_and_go_on_when_a_right_is_taken_away() {
        try (var deployment = deployment("rights")
                        .with("reprise.assets.layout", "indexed")
                        .with("reprise.emit.page-size", "20");
                var database = administrator(deployment)) {
            prepare(database);
            new Rows(database).insert("doc", BUCKET, JANUARY, ROWS);
            deployment.startBoth();
            TopicClient client = deployment.topicClient();
            client.post(REQUEST.formatted("rights", 20));
            client.awaitJob("rights", job -> job.counts().emitted() > 0);

            database.session().execute("REVOKE SELECT ON rights.asset_by_bucket FROM reprise");
            Job paused = client.awaitJob("rights", job -> job.state() == JobStatus.PAUSED);
            assertThat(paused.message())
                    .contains("User reprise has no SELECT permission on <table rights.asset_by_bucket>");
            assertThat(paused.counts().emitted()).isLessThan(ROWS);

            database.session().execute("GRANT SELECT ON rights.asset_by_bucket TO reprise");
            client.post("{\"type\":\"throttle\",\"job\":\"rights\",\"eventsPerSecond\":null}");
            client.post("{\"type\":\"resume\",\"job\":\"rights\"}");
            assertDone(client, "rights", ROWS);
        }
    }

    @Test
    void should_pause_and_go_on_when_a_table_is_dropped_and_made_again() {
        try (var deployment = deployment("dropped")
                        .with("reprise.assets.layout", "indexed")
                        .with("reprise.emit.page-size", "20");
                var database = administrator(deployment)) {
            prepare(database);
            List<UUID> ids = new Rows(database).insert("doc", BUCKET, JANUARY, ROWS);
            deployment.startBoth();
            TopicClient client = deployment.topicClient();
            client.post(REQUEST.formatted("dropped", 20));
            client.awaitJob("dropped", job -> job.counts().emitted() > 0);

            database.session().execute("DROP TABLE dropped.asset_by_bucket");
            Job paused = client.awaitJob("dropped", job -> job.state() == JobStatus.PAUSED);
            assertThat(paused.message()).contains("asset_by_bucket does not exist");

            prepare(database);
            ids.forEach(id -> database.session()
                    .execute(
                            "INSERT INTO dropped.asset_by_bucket (asset_type, bucket, asset_id) VALUES ('doc', ?, ?)",
                            BUCKET,
                            id));
            client.post("{\"type\":\"throttle\",\"job\":\"dropped\",\"eventsPerSecond\":null}");
            client.post("{\"type\":\"resume\",\"job\":\"dropped\"}");
            assertDone(client, "dropped", ROWS);
        }
    }

    @Test
    void should_wait_for_a_person_and_make_no_dead_letter_when_a_guardrail_forbids_our_timestamps() {
        // Cassandra 5.0 checks the bounds of timestamps where a write comes alone, not in a batch.
        try (var deployment = deployment("guardrail").with("reprise.assets.layout", "indexed");
                var database = administrator(deployment);
                var beans = CassandraBeans.of(stack().cassandra().pid())) {
            prepare(database);
            new Rows(database).insert("doc", BUCKET, JANUARY, ROWS);
            deployment.start(ServiceKind.ID_PRODUCER);
            LocalService worker = deployment.start(ServiceKind.REPROCESS_WORKER);
            deployment.awaitReady();
            TopicClient client = deployment.topicClient();

            beans.set(GUARDRAILS, "UserTimestampsEnabled", false);
            try {
                client.post(REQUEST.formatted("guardrail", 1_000));
                awaitTrouble(worker, "Guardrail user_timestamps violated");
                // The rows are from 1970, and so is what we write.
                beans.call(GUARDRAILS, "setMinimumTimestampThreshold", null, "1d");
                beans.set(GUARDRAILS, "UserTimestampsEnabled", true);
                awaitTrouble(worker, "Guardrail minimum_timestamp violated");
                assertThat(client.deadLetters()).isEmpty();
            } finally {
                beans.set(GUARDRAILS, "UserTimestampsEnabled", true);
                beans.call(GUARDRAILS, "setMinimumTimestampThreshold", null, null);
            }

            assertDone(client, "guardrail", ROWS);
        }
    }

    private static void awaitTrouble(LocalService worker, String words) {
        Awaitility.await("readiness says why")
                .atMost(Deployment.READY_WITHIN)
                .until(
                        () -> worker.get("/q/health/ready")
                                .map(HttpResponse::body)
                                .orElse(""),
                        body -> body.contains("a person must fix this") && body.contains(words));
    }

    private static Deployment deployment(String name) {
        return new Deployment(name, stack())
                .with("reprise.cassandra.username", "reprise")
                .with("reprise.cassandra.password", "reprise");
    }

    /** The first user comes to be some seconds after the server has begun to answer. */
    private static AssetDatabase administrator(Deployment deployment) {
        return Awaitility.await("the first user")
                .atMost(TopicClient.WITHIN)
                .ignoreExceptionsInstanceOf(AllNodesFailedException.class)
                .until(
                        () -> AssetDatabase.openAs(
                                "cassandra", "cassandra", stack().cassandra().address(), deployment.tables()),
                        Objects::nonNull);
    }

    private static void prepare(AssetDatabase database) {
        database.createTables();
        var session = database.session();
        session.execute("CREATE ROLE IF NOT EXISTS reprise WITH PASSWORD = 'reprise' AND LOGIN = true");
        String keyspace = database.tables().keyspace();
        session.execute("SELECT table_name FROM system_schema.tables WHERE keyspace_name = '" + keyspace + "'")
                .forEach(row -> {
                    String table = keyspace + "." + row.getString(0);
                    session.execute("GRANT SELECT ON " + table + " TO reprise");
                    session.execute("GRANT MODIFY ON " + table + " TO reprise");
                });
    }

    /** Deletes what never was, a millisecond apart. */
    private static void delete(AssetDatabase database, Instant from, int count) {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(Uuids.startOf(from.plusMillis(i).toEpochMilli()));
        }
        delete(database, ids);
    }

    private static void deleteWithinAMillisecond(AssetDatabase database, Instant at, int count) {
        UUID first = Uuids.startOf(at.toEpochMilli());
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(new UUID(first.getMostSignificantBits(), i));
        }
        delete(database, ids);
    }

    private static void delete(AssetDatabase database, List<UUID> ids) {
        String keyspace = database.tables().keyspace();
        String table = keyspace + (database.tables().layout() == Layout.INDEXED ? ".asset_by_bucket" : ".asset");
        StringBuilder batch = new StringBuilder("BEGIN UNLOGGED BATCH ");
        ids.forEach(id -> batch.append("DELETE FROM ")
                .append(table)
                .append(" WHERE asset_type = 'doc' AND bucket = '" + BUCKET + "' AND asset_id = ")
                .append(id)
                .append("; "));
        database.session().execute(batch.append("APPLY BATCH").toString());
    }

    private static void assertDone(TopicClient client, String name, int rows) {
        Job job = client.awaitEnd(name);
        assertThat(job.state()).as(job::toString).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.counts().changed()).as(job::toString).isEqualTo(rows);
        assertThat(client.deadLetters()).isEmpty();
    }
}
