package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.job.JobStatus;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.stack.LocalStack;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the command line tells of a job after its end: its story, and what failed in it. */
@ExtendWith(LocalStackExtension.class)
class AuditTrailIT {

    @Test
    void should_tell_what_was_asked_and_what_failed_when_a_job_is_over(LocalStack stack) throws Exception {
        try (var deployment = new Deployment("story", stack);
                var database = deployment.database()) {
            database.createTables();
            Rows rows = new Rows(database);
            Instant january = Instant.parse("2024-01-05T00:00:00Z");
            rows.insert("doc", "2024-01", january, 60);
            rows.insert("doc", "2024-01", january.plusSeconds(1), "{\"a\":\"no number\"}");
            rows.insert("doc", "2024-01", january.plusSeconds(2), "{\"a\":\"none either\"}");
            rows.insert("doc", "2024-01", january.plusSeconds(3), "{not json");
            deployment.startBoth();
            TopicClient client = deployment.topicClient();
            client.post(Requests.submit("docs", "doc", "", ",\"limits\":{\"eventsPerSecond\":5}"));
            client.awaitJob("docs", job -> job.counts().processed() > 0);
            client.post("{\"type\":\"pause\",\"job\":\"docs\",\"requestedBy\":\"operations\",\"reason\":\"too hot\"}");
            client.awaitJob("docs", job -> job.state() == JobStatus.PAUSED);
            client.post("{\"type\":\"throttle\",\"job\":\"docs\",\"eventsPerSecond\":null}");
            client.awaitJob("docs", job -> job.eventsPerSecond() == null);
            client.post(Requests.command("resume", "docs"));
            client.awaitEnd("docs");
            client.post(Requests.command("cancel", "docs"));
            client.awaitRejections(1);

            JsonNode story = CliCommand.json(deployment, "jobs", "show", "docs", "--json");
            JsonNode failed = CliCommand.json(deployment, "dead-letters", "list", "docs", "--json");

            assertThat(story.get("history").findValuesAsText("effect"))
                    .containsSubsequence(
                            "accepted",
                            "PLANNING to RUNNING",
                            "RUNNING to PAUSED",
                            "5/s to no limit",
                            "PAUSED to RUNNING",
                            "RUNNING to VERIFYING",
                            "VERIFYING to COMPLETED_WITH_FAILURES",
                            "refused: job 'docs' is COMPLETED_WITH_FAILURES, which is final");
            assertThat(story.get("history").toString()).contains("\"by\":\"operations\",\"why\":\"too hot\"");
            assertThat(failed.get("open").longValue()).isEqualTo(3);
            assertThat(failed.get("causes").findValuesAsText("count")).containsExactly("2", "1");
            assertThat(failed.get("causes").findValuesAsText("stage")).containsExactly("validate", "read");
        }
    }
}
