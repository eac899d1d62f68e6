package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.localstack.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Workers of which some have other migrations than the job was begun with. */
@ExtendWith(LocalStackExtension.class)
class MixedFleetIT {

    private static final int DOCS = 400;

    @Test
    void should_pause_with_the_reason_and_go_on_with_the_right_workers_when_one_has_other_migrations(
            LocalStack stack, @TempDir Path folder) throws IOException {
        Path other = Files.createDirectories(folder.resolve("doc"));
        Files.writeString(other.resolve("V2__two.jslt"), "{\"another\": true, * : .}");
        try (var deployment = new Deployment("mixed_fleet", stack);
                var database = deployment.database()) {
            database.createTables();
            Rows rows = new Rows(database);
            rows.insert("doc", "2024-01", Instant.parse("2024-01-05T00:00:00Z"), DOCS);
            deployment.startBoth();
            LocalService wrong = deployment
                    .with("reprise.migrations.path", folder.toString())
                    .without("reprise.schemas.path")
                    .start(ServiceKind.REPROCESS_WORKER);
            deployment.awaitReady();
            TopicClient client = deployment.topicClient();

            client.post(Requests.submit("docs", "doc"));
            Job paused = client.awaitJob("docs", job -> job.state() == JobStatus.PAUSED);

            assertThat(paused.message())
                    .startsWith("paused: a worker has other migrations than the job was begun with: doc/V2__two");
            assertThat(Deployment.lastLog(wrong.process())).contains("event=job-refused job=docs");
            wrong.close();
            client.post(Requests.command("resume", "docs"));
            Job docs = client.awaitEnd("docs");
            assertThat(docs.state()).isEqualTo(JobStatus.COMPLETED);
            assertThat(docs.counts()).isEqualTo(new Counts(DOCS, DOCS, 0, 0, 0, 0));
            assertThat(client.deadLetters()).isEmpty();
            assertThat(rows.all("doc").values())
                    .allMatch(row -> String.valueOf(row.payload()).contains("\"two\":true"));
        }
    }
}
