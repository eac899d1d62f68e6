package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.stack.LocalStack;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A job that deletes: only what a person has confirmed, nothing that is written later, and no more tombstones than allowed. */
@ExtendWith(LocalStackExtension.class)
class DeleteIT {

    private static final Instant JANUARY = Instant.parse("2024-01-05T00:00:00Z");

    private static String request(String job, String type, String confirm, String more) {
        return "{\"type\":\"submit\",\"job\":\"" + job + "\",\"selector\":{\"assetType\":\"" + type
                + "\"},\"processor\":{\"name\":\"delete\",\"reason\":\"licence\"" + confirm + "},\"outcomes\":true"
                + more
                + "}";
    }

    private static String preview(String job, String type) {
        return request(job, type, "", ",\"mode\":\"preview\"");
    }

    private static String run(String job, String type, String preview, int count) {
        return request(job, type, ",\"confirm\":{\"preview\":\"" + preview + "\",\"count\":" + count + "}", "");
    }

    private static List<String> reasons(TopicClient client, int count) {
        return client.awaitRejections(count).stream()
                .flatMap(one -> TopicClient.rejection(one).reasons().stream())
                .toList();
    }

    @Test
    void should_delete_what_was_confirmed_and_stop_at_every_bound(LocalStack stack) {
        try (var deployment = new Deployment("delete", stack)
                        .with("reprise.processors.delete.tombstones-per-partition-and-hour", "50");
                var database = deployment.database()) {
            database.createTables();
            database.execute("ALTER TABLE " + database.qualified("asset") + " ADD note text");
            Rows rows = new Rows(database);
            List<UUID> docs = rows.insert("doc", "2024-01", JANUARY, 30);
            database.execute("UPDATE " + database.qualified("asset") + " USING TIMESTAMP 2000000 SET note = 'later'"
                    + " WHERE asset_type = 'doc' AND bucket = '2024-01' AND asset_id = " + docs.get(3));
            rows.insert("song", "2024-01", JANUARY, 20);
            rows.insert("clip", "2024-01", JANUARY, 60);
            deployment.startBoth();
            TopicClient client = deployment.topicClient();

            client.post(preview("look-doc", "doc"));
            client.post(preview("look-song", "song"));
            client.post(preview("look-clip", "clip"));
            Job look = client.awaitEnd("look-doc");
            client.awaitEnd("look-song");
            client.awaitEnd("look-clip");
            assertThat(look.counts()).isEqualTo(new Counts(30, 30, 0, 0, 0, 0));
            assertThat(look.message())
                    .isEqualTo("would leave 30 tombstones of rows, at most 30 of them from one slice of the selection");
            assertThat(rows.all("doc")).as("a preview deletes nothing").hasSize(30);

            client.post(run("wrong-count", "doc", "look-doc", 29));
            client.post(run("wrong-assets", "doc", "look-song", 20));
            client.post(run("no-preview", "doc", "look-none", 30));
            assertThat(reasons(client, 3))
                    .containsExactlyInAnyOrder(
                            "'processor.confirm' names the preview 'look-doc', which has found 30 rows to delete, not 29",
                            "'processor.confirm' names the preview 'look-song', which is a preview of another selection",
                            "'processor.confirm' names the preview 'look-none', and there is no such job");

            client.post(run("doc", "doc", "look-doc", 30));
            rows.insert("song", "2024-02", JANUARY.plusSeconds(2_700_000), 20);
            client.post(run("song", "song", "look-song", 20));
            client.post(run("clip", "clip", "look-clip", 60));
            Job doc = client.awaitEnd("doc");
            Job song = client.awaitJob("song", job -> job.state() == JobStatus.PAUSED);
            Job clip = client.awaitJob("clip", job -> job.state() == JobStatus.PAUSED);

            assertThat(doc.state()).isEqualTo(JobStatus.COMPLETED);
            assertThat(doc.counts()).isEqualTo(new Counts(30, 30, 0, 0, 0, 0));
            assertThat(rows.all("doc")).as("no column of them is left").isEmpty();
            assertThat(song.message())
                    .startsWith("paused: round 1 has come to ")
                    .endsWith(" rows, more than 1 % over the 20 that were confirmed; cancel the job, and preview the"
                            + " selection again");
            assertThat(clip.message())
                    .isEqualTo("paused: a worker has deleted 50 rows of clip/2024-01 within an hour, as many as"
                            + " reprise.processors.delete.tombstones-per-partition-and-hour allows; resume the job when the"
                            + " hour is over, or allow more");
            assertThat(rows.all("clip")).hasSize(10);
        }
    }
}
