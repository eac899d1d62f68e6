package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.localstack.stack.LocalStack;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.DoublePredicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Workers are scaled to zero and back: as the emergency stop, and because id-producer says how many there should be. */
@ExtendWith(LocalStackExtension.class)
class ScaleToZeroIT {

    /** All of them fit into the queue before the workers, so id-producer emits them while there is no worker. */
    private static final int DOCS = 1_500;

    private static final int NOTES = 100;

    private static final Instant JANUARY = Instant.parse("2024-01-05T00:00:00Z");

    @Test
    void should_write_nothing_without_workers_and_want_one_when_a_job_is_resumed(LocalStack stack) throws Exception {
        try (var deployment = new Deployment("scale_to_zero", stack);
                var database = deployment.database()) {
            database.createTables();
            Rows rows = new Rows(database);
            rows.insert("doc", "2024-01", JANUARY, DOCS);
            rows.insert("note", "2024-01", JANUARY.plusSeconds(3600), NOTES);
            LocalService producer = deployment.start(ServiceKind.ID_PRODUCER);
            LocalService worker = deployment.start(ServiceKind.REPROCESS_WORKER);
            deployment.awaitReady();
            TopicClient client = deployment.topicClient();
            awaitWanted(producer, wanted -> wanted == 0);
            client.post(Requests.submit("docs", "doc", "", ",\"limits\":{\"eventsPerSecond\":60}"));
            client.awaitJob("docs", job -> job.counts().processed() > 100);

            // The emergency stop, with one job under way and another one that comes meanwhile and is paused.
            Deployment.terminate(worker);
            long written = migrated(rows, "doc");
            client.post(Requests.submit("notes", "note"));
            client.awaitJob("notes", job -> job.counts().emitted() == NOTES);
            client.post(Requests.command("pause", "notes"));
            client.awaitJob("notes", job -> job.state() == JobStatus.PAUSED);
            Job docs = client.awaitJob("docs", job -> job.counts().emitted() == DOCS);
            assertThat(docs.state()).isEqualTo(JobStatus.RUNNING);
            assertThat(written).isBetween(1L, DOCS - 1L);
            assertThat(migrated(rows, "doc")).isEqualTo(written);
            assertThat(client.outcomes("docs")).hasSize((int) written);
            // Kafka's marks of transactions count as lag as well.
            assertThat(client.workerLag().orElseThrow()).isGreaterThanOrEqualTo(DOCS + NOTES - written);
            awaitWanted(producer, wanted -> wanted >= 1);

            worker = deployment.start(ServiceKind.REPROCESS_WORKER);
            assertCompleted(client, "docs", DOCS);

            // The events of the paused job are no lag, so only the number wanted starts a worker for them.
            client.awaitNoLag();
            awaitWanted(producer, wanted -> wanted == 0);
            Deployment.terminate(worker);
            client.post(Requests.command("resume", "notes"));
            awaitWanted(producer, wanted -> wanted >= 1);
            assertThat(client.workerLag()).isEqualTo(OptionalLong.of(0));
            assertThat(migrated(rows, "note")).isZero();
            deployment.start(ServiceKind.REPROCESS_WORKER);
            assertCompleted(client, "notes", NOTES);
            awaitWanted(producer, wanted -> wanted == 0);
        }
    }

    private static long migrated(Rows rows, String type) {
        return rows.all(type).values().stream()
                .filter(row -> Integer.valueOf(2).equals(row.version()))
                .count();
    }

    private static void assertCompleted(TopicClient client, String job, int assets) {
        Job ended = client.awaitEnd(job);
        assertThat(ended.state()).isEqualTo(JobStatus.COMPLETED);
        assertThat(ended.counts()).isEqualTo(new Counts(assets, assets, 0, 0, 0, 0));
        assertThat(client.events(job)).hasSize(assets).doesNotHaveDuplicates();
        assertThat(client.outcomes(job)).hasSize(assets).doesNotHaveDuplicates();
    }

    /** Waits for what KEDA would read. */
    private static void awaitWanted(LocalService producer, DoublePredicate as) {
        Awaitility.await("reprise_worker_wanted")
                .atMost(TopicClient.WITHIN)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> as.test(wanted(producer)));
    }

    private static double wanted(LocalService producer) {
        String name = "reprise_worker_wanted ";
        return producer.metrics().stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .findFirst()
                .orElse(Double.NaN);
    }
}
