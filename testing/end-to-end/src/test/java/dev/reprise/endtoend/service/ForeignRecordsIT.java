package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.records.StrangeRecords;
import dev.reprise.common.records.TopicRecord;
import dev.reprise.common.topic.Topics;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.localstack.stack.LocalStack;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Strangers write into every topic before a job, during it, and before both services begin anew. */
@ExtendWith(LocalStackExtension.class)
class ForeignRecordsIT {

    private static final int DOCS = 3_000;
    private static final int NOTES = 40;
    private static final int STRANGE = 20;
    private static final Instant JANUARY = Instant.parse("2024-01-05T00:00:00Z");

    private static void strew(StrangeRecords strange, TopicClient client, Topics topics) {
        List<String> compacted = List.of(topics.jobs(), topics.progress());
        for (String topic : strange.topics()) {
            client.post(
                    topic,
                    Stream.generate(() -> strange.next(topic))
                            // Kafka itself refuses the others.
                            .filter(record -> record.key() != null || !compacted.contains(topic))
                            .limit(STRANGE)
                            .toList());
        }
    }

    /** Deletes what a compacted topic knows of a job. */
    private static void delete(TopicClient client, Topics topics, String job) {
        client.post(topics.jobs(), List.of(deletion(job)));
        client.post(topics.progress(), List.of(deletion(job + "/worker/0")));
    }

    private static TopicRecord deletion(String key) {
        return new TopicRecord(key.getBytes(StandardCharsets.UTF_8), null, List.of());
    }

    private static void assertCompleted(Job job, int assets) {
        assertThat(job.state()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.counts()).isEqualTo(new Counts(assets, assets, 0, 0, 0, 0));
    }

    private static void assertUp(LocalService service) {
        for (String path : List.of("/q/health/live", "/q/health/ready")) {
            assertThat(service.get(path).map(HttpResponse::statusCode))
                    .as("%s of %s", path, service.process().name())
                    .contains(200);
        }
        assertThat(service.metrics().orElse("")).contains("reprise_foreign_records_total{kind=");
    }

    @Test
    void should_complete_with_exact_counts_and_stay_up_when_strangers_write_into_every_topic(LocalStack stack) {
        long seed = new Random().nextLong();
        System.out.println("foreign records: seed " + seed);
        try (var deployment = new Deployment("foreign", stack);
                var database = deployment.database()) {
            database.createTables();
            Rows rows = new Rows(database);
            rows.insert("doc", "2024-01", JANUARY, DOCS);
            rows.insert("note", "2024-01", JANUARY.plusSeconds(3600), NOTES);
            LocalService producer = deployment.start(ServiceKind.ID_PRODUCER);
            LocalService worker = deployment.start(ServiceKind.REPROCESS_WORKER);
            deployment.awaitReady();
            TopicClient client = deployment.topicClient();
            Topics topics = deployment.topics();
            var strange = new StrangeRecords(seed, topics, "docs");

            strew(strange, client, topics);
            client.post(Requests.submit("docs", "doc", "", ",\"limits\":{\"eventsPerSecond\":500}"));
            client.awaitJob("docs", job -> job.counts().processed() > 0);
            strew(strange, client, topics);
            delete(client, topics, "docs");

            assertCompleted(client.awaitEnd("docs"), DOCS);
            assertThat(client.events("docs")).hasSize(DOCS).doesNotHaveDuplicates();
            assertThat(client.outcomes("docs")).hasSize(DOCS).doesNotHaveDuplicates();
            assertUp(producer);
            assertUp(worker);

            producer.close();
            worker.close();
            LocalService nextProducer = deployment.start(ServiceKind.ID_PRODUCER);
            LocalService nextWorker = deployment.start(ServiceKind.REPROCESS_WORKER);
            Deployment.awaitReady(nextProducer);
            Deployment.awaitReady(nextWorker);
            client.post(Requests.submit("notes", "note"));

            assertCompleted(client.awaitEnd("notes"), NOTES);
            assertThat(new Rows(database).all("doc").values())
                    .allMatch(row -> Integer.valueOf(2).equals(row.version()));
        }
    }
}
