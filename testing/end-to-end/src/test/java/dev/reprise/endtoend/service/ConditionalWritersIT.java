package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.stack.LocalStack;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
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
            long seed = System.nanoTime();
            System.out.println("seed " + seed);
            var writer = new ConditionalWriter(database, new AssetPartition(TYPE, BUCKET), ids.subList(0, HOT), seed);
            try (writer) {
                client.post("{\"type\":\"submit\",\"job\":\"lwt\",\"selector\":{\"assetType\":\"doc\"},"
                        + "\"processor\":{\"name\":\"migrate\",\"toVersion\":2},\"outcomes\":true,"
                        + "\"limits\":{\"eventsPerSecond\":100}}");
                client.awaitJob("lwt", job -> job.counts().processed() >= ROWS);
            }

            Job job = client.awaitEnd("lwt");
            System.out.println("lwt: " + job.counts() + ", " + writer.operations() + " live operations");
            assertThat(job.state()).as(job::toString).isEqualTo(JobStatus.COMPLETED);
            assertThat(job.unmigrated()).isZero();
            assertThat(job.counts().changed()).isGreaterThanOrEqualTo(ROWS - HOT);
            assertThat(client.outcomes("lwt")).hasSize((int) job.counts().emitted());
            assertThat(writer.operations()).isPositive();
            assertThat(rows.all(TYPE)).hasSize(ROWS - writer.deleted());
            assertThat(writer.problems(ids, Instant.MAX)).isEmpty();
        }
    }
}
