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
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is in the topic when a job is paused waits there for nobody, and is neither lost nor processed. */
@ExtendWith(LocalStackExtension.class)
class PauseIT {

    private static final int DOCS = 600;
    private static final int NOTES = 50;
    private static final Instant JANUARY = Instant.parse("2024-01-05T00:00:00Z");

    /** Emits all events of a job that nobody processes, and pauses it. */
    private static TopicClient pausedWithItsEventsInTheTopic(Deployment deployment, AssetDatabase database) {
        database.createTables();
        Rows rows = new Rows(database);
        rows.insert("doc", "2024-01", JANUARY, DOCS);
        rows.insert("note", "2024-01", JANUARY.plusSeconds(3600), NOTES);
        deployment.start(ServiceKind.ID_PRODUCER);
        deployment.awaitReady();
        TopicClient client = deployment.topicClient();
        client.post(Requests.submit("docs", "doc"));
        client.awaitJob("docs", job -> job.counts().emitted() == DOCS);
        client.post("{\"type\":\"pause\",\"job\":\"docs\",\"requestedBy\":\"operations\",\"reason\":\"too hot\"}");
        client.awaitJob("docs", job -> job.state() == JobStatus.PAUSED);
        return client;
    }

    @Test
    void should_let_other_jobs_pass_and_take_events_up_after_a_crash_when_a_job_is_resumed(LocalStack stack) {
        try (var deployment = new Deployment("set_aside", stack).impatient();
                var database = deployment.database()) {
            TopicClient client = pausedWithItsEventsInTheTopic(deployment, database);
            LocalService worker = deployment.start(ServiceKind.REPROCESS_WORKER);
            deployment.awaitReady();

            client.post(Requests.submit("notes", "note"));
            assertThat(client.awaitEnd("notes").counts()).isEqualTo(new Counts(NOTES, NOTES, 0, 0, 0, 0));
            client.awaitParked("docs", DOCS);
            assertThat(new Rows(database).all("doc").values())
                    .allMatch(row -> Integer.valueOf(1).equals(row.version()));

            worker.process().signal(Signal.KILL);
            Deployment.awaitReady(deployment.start(ServiceKind.REPROCESS_WORKER));
            client.post(Requests.command("resume", "docs"));

            Job docs = client.awaitEnd("docs");
            assertThat(docs.state()).isEqualTo(JobStatus.COMPLETED);
            assertThat(docs.counts()).isEqualTo(new Counts(DOCS, DOCS, 0, 0, 0, 0));
            assertThat(client.events("docs")).hasSize(DOCS).doesNotHaveDuplicates();
            assertThat(client.outcomes("docs")).hasSize(DOCS).doesNotHaveDuplicates();
        }
    }

    @Test
    void should_skip_what_is_set_aside_when_the_job_is_cancelled(LocalStack stack) {
        try (var deployment = new Deployment("set_aside_cancelled", stack);
                var database = deployment.database()) {
            TopicClient client = pausedWithItsEventsInTheTopic(deployment, database);
            deployment.start(ServiceKind.REPROCESS_WORKER);
            deployment.awaitReady();
            client.awaitParked("docs", DOCS);

            client.post(Requests.command("cancel", "docs"));
            client.awaitJob(
                    "docs",
                    job -> job.state() == JobStatus.CANCELLED && job.counts().equals(Counts.ZERO));

            assertThat(client.parked("docs")).isZero();
            assertThat(new Rows(database).all("doc").values())
                    .allMatch(row -> Integer.valueOf(1).equals(row.version()));
            // The ledger is closed: another job may have the type.
            Awaitility.await("the next job is accepted")
                    .atMost(TopicClient.WITHIN)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        client.post(Requests.submit("again", "doc"));
                        return client.job("again").isPresent();
                    });
            assertThat(client.awaitEnd("again").counts().changed()).isEqualTo(DOCS);
        }
    }
}
