package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.localstack.stack.LocalStack;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Events that are deleted before a worker has seen them do not block their types for ever. */
@ExtendWith(LocalStackExtension.class)
class LostEventsIT {

    private static final int ROWS = 100;
    private static final Instant MARCH = Instant.parse("2024-03-05T00:00:00Z");

    @Test
    void should_take_the_next_job_of_a_type_when_the_events_of_a_cancelled_one_were_deleted(LocalStack stack)
            throws Exception {
        try (var deployment = new Deployment("lost_events", stack).with("reprise.jobs.silence-max", "PT20S");
                var database = deployment.database()) {
            database.createTables();
            Rows rows = new Rows(database);
            rows.insert("doc", "2024-03", MARCH, ROWS);
            // The worker makes its group and then is away, so that the events stay where they are.
            LocalService worker = deployment.start(ServiceKind.REPROCESS_WORKER);
            LocalService producer = deployment.start(ServiceKind.ID_PRODUCER);
            deployment.awaitReady();
            worker.close();
            TopicClient client = deployment.topicClient();
            client.post(Requests.submit("lost", "doc"));
            client.awaitJob("lost", job -> job.counts().emitted() == ROWS);

            deleteEvents(deployment);
            client.post(Requests.command("cancel", "lost"));
            client.awaitJob("lost", job -> job.state() == JobStatus.CANCELLED);
            client.post(Requests.submit("early", "doc"));
            assertThat(TopicClient.rejection(client.awaitRejections(1).get(0)).reasons())
                    .allMatch(reason -> reason.contains("may write the same assets"));
            Job lost = client.awaitJob("lost", Job::ledgerClosed);
            assertThat(lost.message()).contains("the ledger does not close").contains("emitted=" + ROWS);
            Deployment.awaitReady(deployment.start(ServiceKind.REPROCESS_WORKER));
            client.post(Requests.submit("next", "doc"));

            assertThat(client.awaitEnd("next").counts()).isEqualTo(new Counts(ROWS, ROWS, 0, 0, 0, 0));
            assertThat(producer.process().isAlive()).isTrue();
        }
    }

    private static void deleteEvents(Deployment deployment) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", deployment.bootstrapServers()))) {
            Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
            for (int partition = 0; partition < 4; partition++) {
                // -1 is the high watermark.
                all.put(new TopicPartition(deployment.topics().events(), partition), RecordsToDelete.beforeOffset(-1));
            }
            admin.deleteRecords(all).all().get(1, TimeUnit.MINUTES);
        }
    }
}
