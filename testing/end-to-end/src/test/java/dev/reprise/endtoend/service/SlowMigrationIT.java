package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.event.DeadLetterHeaders;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rows for which the migration does not return. */
@ExtendWith(LocalStackExtension.class)
class SlowMigrationIT {

    private static final int DOCS = 300;
    private static final int NOTES = 200;

    /** More than the worker has threads for migrations, and not all of one kind. */
    private static final int SLOW = 5;

    private static final Instant JANUARY = Instant.parse("2024-01-05T00:00:00Z");

    @Test
    void should_fail_slow_rows_alone_and_finish_all_jobs_when_a_migration_does_not_return(
            LocalStack stack, @TempDir Path folder) throws IOException {
        Path docs = Files.createDirectories(folder.resolve("doc"));
        Files.writeString(
                docs.resolve("V2__two.jslt"),
                "def f(n) if ($n < 2) 1 else f($n - 1) + f($n - 2)\n"
                        + "{\"fib\": f(.n), \"ok\": test(.text, \"^(a|aa)+\\\\1c$\"), * : .}");
        Path notes = Files.createDirectories(folder.resolve("note"));
        Files.writeString(notes.resolve("V2__two.jslt"), "{\"two\": true, * : .}");
        try (var deployment = new Deployment("slow_migration", stack)
                        .with("reprise.migrations.path", folder.toString())
                        .with("reprise.worker.migration-threads", "2")
                        .with("reprise.worker.decision-time-max", "PT1S")
                        .without("reprise.schemas.path");
                var database = deployment.database()) {
            database.createTables();
            Rows rows = new Rows(database);
            for (int i = 0; i < DOCS; i++) {
                rows.insert("doc", "2024-01", JANUARY.plusMillis(i), payload(i));
            }
            rows.insert("note", "2024-01", JANUARY.plus(Duration.ofHours(1)), NOTES);
            deployment.startBoth();
            deployment.awaitReady();
            TopicClient client = deployment.topicClient();

            client.post(Requests.submit("docs", "doc"));
            client.post(Requests.submit("notes", "note"));

            Job noteJob = client.awaitEnd("notes");
            assertThat(noteJob.counts()).isEqualTo(new Counts(NOTES, NOTES, 0, 0, 0, 0));
            Job docJob = client.awaitEnd("docs");
            assertThat(docJob.state()).isEqualTo(JobStatus.COMPLETED_WITH_FAILURES);
            assertThat(docJob.counts()).isEqualTo(new Counts(DOCS, DOCS - SLOW, 0, 0, 0, SLOW));
            assertThat(client.deadLetters()).hasSize(SLOW).allSatisfy(letter -> {
                assertThat(TopicClient.header(letter, DeadLetterHeaders.CAUSE)).isEqualTo("MigrationTooSlow");
                assertThat(TopicClient.header(letter, DeadLetterHeaders.MIGRATION))
                        .startsWith("doc/V2__two@");
            });
        }
    }

    private static String payload(int i) {
        if (i % (DOCS / SLOW) != 0) {
            return "{\"n\":5,\"text\":\"a\"}";
        }
        return i == 0 ? "{\"n\":5,\"text\":\"" + "a".repeat(70) + "b\"}" : "{\"n\":70,\"text\":\"a\"}";
    }
}
