package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.wire.Json;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The strategy {@code lwt} beside live writers that use lightweight transactions: nothing they were told is lost. */
@ExtendWith(LocalStackExtension.class)
class ConditionalWritersIT {

    private static final int ROWS = 120;

    /** Rows that live writers are at all the time. */
    private static final int HOT = 15;

    private static final String TYPE = "doc";
    private static final String BUCKET = "2024-01";
    private static final Instant JANUARY = Instant.parse("2024-01-05T00:00:00Z");

    @Test
    void should_lose_no_live_write_when_everybody_uses_lightweight_transactions(LocalStack stack)
            throws InterruptedException {
        try (var deployment = new Deployment("lwt", stack).with("reprise.write-back.strategy", "lwt");
                var database = deployment.database()) {
            database.createTables();
            Rows rows = new Rows(database);
            List<UUID> ids = rows.insert(TYPE, BUCKET, JANUARY, ROWS);
            deployment.startBoth();
            TopicClient client = deployment.topicClient();
            var writer = new ConditionalWriter(database, ids.subList(0, HOT));
            Thread thread = new Thread(writer, "live-writer");
            thread.start();
            try {
                client.post("{\"type\":\"submit\",\"job\":\"lwt\",\"selector\":{\"assetType\":\"doc\"},"
                        + "\"processor\":{\"name\":\"migrate\",\"toVersion\":2},\"outcomes\":true,"
                        + "\"limits\":{\"eventsPerSecond\":100}}");
                client.awaitJob("lwt", job -> job.counts().processed() >= ROWS);
            } finally {
                writer.stop();
                thread.join();
            }

            Job job = client.awaitEnd("lwt");
            System.out.println("lwt: " + job.counts() + ", " + writer.operations + " live operations");
            assertThat(job.state()).as(job::toString).isEqualTo(JobStatus.COMPLETED);
            assertThat(job.unmigrated()).isZero();
            assertThat(job.counts().changed()).isGreaterThanOrEqualTo(ROWS - HOT);
            assertThat(client.outcomes("lwt")).hasSize((int) job.counts().emitted());
            assertThat(writer.operations).isPositive();
            Map<UUID, Rows.Row> left = rows.all(TYPE);
            assertThat(left).hasSize(ROWS - writer.deleted.size());
            writer.deleted.forEach(id -> assertThat(left).doesNotContainKey(id));
            left.forEach((id, row) -> {
                assertThat(row.version()).isEqualTo(2);
                JsonNode payload = Json.read(
                        String.valueOf(row.payload()).getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        JsonNode.class);
                assertThat(payload.path("two").asBoolean()).isTrue();
                assertThat(payload.path("a").asInt())
                        .as("the last value a live writer was told is stored in " + id)
                        .isEqualTo(writer.last.getOrDefault(id, ids.indexOf(id)));
            });
        }
    }

    /** Updates and deletes a few rows, over and over, in the old version; notes what was applied. */
    private static final class ConditionalWriter implements Runnable {
        final Map<UUID, Integer> last = new HashMap<>();
        final Set<UUID> deleted = new HashSet<>();
        int operations;
        private final AssetDatabase database;
        private final List<UUID> hot;
        private final PreparedStatement update;
        private final PreparedStatement delete;
        private final Random random;
        private volatile boolean stopped;

        ConditionalWriter(AssetDatabase database, List<UUID> hot) {
            this.database = database;
            this.hot = new ArrayList<>(hot);
            long seed = System.nanoTime();
            System.out.println("seed " + seed);
            this.random = new Random(seed);
            String row =
                    " WHERE asset_type = '" + TYPE + "' AND bucket = '" + BUCKET + "' AND asset_id = :id IF EXISTS";
            this.update = prepare(
                    "UPDATE " + database.qualified("asset") + " SET schema_version = 1, payload = :payload" + row);
            this.delete = prepare("DELETE FROM " + database.qualified("asset") + row);
        }

        void stop() {
            stopped = true;
        }

        @Override
        public void run() {
            for (int i = 1_000; !stopped; i++) {
                UUID id = hot.get(random.nextInt(hot.size()));
                boolean deletes = hot.size() > HOT / 2 && random.nextInt(40) == 0;
                if (done(id, deletes ? null : i)) {
                    operations++;
                    if (deletes) {
                        deleted.add(id);
                        hot.remove(id);
                        last.remove(id);
                    } else {
                        last.put(id, i);
                    }
                }
            }
        }

        /** An operation whose answer is lost is repeated until it is known; nobody else writes these values. */
        private boolean done(UUID id, @Nullable Integer value) {
            while (true) {
                try {
                    var bound = value == null
                            ? delete.bind().setUuid("id", id)
                            : update.bind().setUuid("id", id).setString("payload", "{\"a\":" + value + "}");
                    boolean applied = database.session().execute(bound).wasApplied();
                    // A delete that finds nothing was applied by an earlier attempt.
                    return applied || value == null;
                } catch (DriverException e) {
                    System.out.println(
                            "live writer repeats after " + e.getClass().getSimpleName());
                }
            }
        }

        private PreparedStatement prepare(String cql) {
            return database.session()
                    .prepare(SimpleStatement.builder(cql)
                            .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM)
                            .setSerialConsistencyLevel(DefaultConsistencyLevel.LOCAL_SERIAL)
                            .build());
        }
    }
}
