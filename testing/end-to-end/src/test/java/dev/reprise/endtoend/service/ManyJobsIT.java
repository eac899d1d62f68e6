package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.wire.Json;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.stack.LocalStack;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many jobs at once: none waits for another. */
@ExtendWith(LocalStackExtension.class)
class ManyJobsIT {

    private static final int JOBS = 50;
    private static final int ROWS = 40;
    private static final ZonedDateTime FIRST = ZonedDateTime.of(2018, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    @Test
    void should_let_every_job_make_progress_when_fifty_run_at_once(LocalStack stack) {
        try (var deployment = new Deployment("many_jobs", stack);
                var database = deployment.database()) {
            database.createTables();
            Rows rows = new Rows(database);
            for (int i = 0; i < JOBS; i++) {
                String bucket = FIRST.plusMonths(i).toString().substring(0, 7);
                rows.insert("doc", bucket, FIRST.plusMonths(i).plusDays(3).toInstant(), ROWS);
            }
            deployment.startBoth();
            TopicClient client = deployment.topicClient();
            for (int i = 0; i < JOBS; i++) {
                String range = ",\"from\":\"" + FIRST.plusMonths(i).toInstant() + "\",\"to\":\""
                        + FIRST.plusMonths(i + 1).toInstant() + "\"";
                // So slow that all are still running when the last one has begun.
                client.post(Requests.submit("job-" + i, "doc", range, ",\"limits\":{\"eventsPerSecond\":1}"));
            }

            Awaitility.await("all make progress at once")
                    .atMost(TopicClient.WITHIN)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> jobs(client, deployment).values().stream()
                                    .filter(job -> job.state() == JobStatus.RUNNING
                                            && job.counts().processed() > 0)
                                    .count()
                            == JOBS);
            for (int i = 0; i < JOBS; i++) {
                client.post("{\"type\":\"throttle\",\"job\":\"job-" + i + "\",\"eventsPerSecond\":null}");
            }
            Awaitility.await("all end")
                    .atMost(TopicClient.WITHIN)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> jobs(client, deployment).values().stream()
                            .allMatch(job -> job.state().isFinal()));

            assertThat(jobs(client, deployment).values()).hasSize(JOBS).allMatch(job -> job.counts()
                    .equals(new Counts(ROWS, ROWS, 0, 0, 0, 0)));
        }
    }

    private static Map<String, Job> jobs(TopicClient client, Deployment deployment) {
        Map<String, Job> newest = new HashMap<>();
        client.read(deployment.topics().jobs()).stream()
                .map(one -> Json.read(one.value(), Job.class))
                .forEach(job -> newest.put(job.job(), job));
        return newest;
    }
}
