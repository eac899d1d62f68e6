package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.endtoend.faults.agent.AgentJar;
import dev.reprise.endtoend.faults.agent.Mutant;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.localstack.stack.LocalStack;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A broker that has forgotten the offsets of the services, in the middle of a job, makes them count nothing twice. */
@ExtendWith(LocalStackExtension.class)
class ForgottenOffsetsIT {

    private static final int ROWS = 400;
    private static final Instant MARCH = Instant.parse("2024-03-05T00:00:00Z");

    /** So many that every task has processed some. */
    private static final int BEFORE = 200;

    @Test
    void should_process_each_event_once_when_the_broker_has_forgotten_the_offsets(LocalStack stack) throws Exception {
        Job ended = endOfJobWhoseOffsetsAreForgotten("forgotten", stack, List.of());

        assertThat(ended.message()).isNull();
        assertThat(ended.state()).isEqualTo(JobStatus.COMPLETED);
        assertThat(ended.counts()).isEqualTo(new Counts(ROWS, ROWS, 0, 0, 0, 0));
    }

    /** What the test above is worth. */
    @Test
    void should_count_events_twice_when_nobody_knows_what_was_processed(LocalStack stack) throws Exception {
        Path agent = AgentJar.writeTo(Deployment.logs());
        Path control = Deployment.logs().resolve("forgotten-mutant.control");
        List<String> mutant = List.of("-javaagent:" + agent + "=" + control + "," + Mutant.PROCESSED_AGAIN);

        Job ended = endOfJobWhoseOffsetsAreForgotten("forgotten_mutant", stack, mutant);

        assertThat(ended.state()).isEqualTo(JobStatus.FAILED);
        assertThat(ended.counts().processed()).isGreaterThan(ROWS);
    }

    private static Job endOfJobWhoseOffsetsAreForgotten(String name, LocalStack stack, List<String> jvmOptions)
            throws Exception {
        try (var deployment = new Deployment(name, stack).impatient().with("reprise.jobs.silence-max", "PT20S");
                var database = deployment.database()) {
            database.createTables();
            new Rows(database).insert("doc", "2024-03", MARCH, ROWS);
            LocalService producer = deployment.start(ServiceKind.ID_PRODUCER);
            LocalService worker = deployment.start(ServiceKind.REPROCESS_WORKER, jvmOptions);
            deployment.awaitReady();
            TopicClient client = deployment.topicClient();
            client.post(Requests.submit("job", "doc", "", ",\"limits\":{\"eventsPerSecond\":40}"));
            client.awaitJob("job", job -> job.counts().processed() >= BEFORE);

            Deployment.terminate(worker);
            Deployment.terminate(producer);
            forgetOffsets(deployment);
            deployment.start(ServiceKind.ID_PRODUCER);
            deployment.start(ServiceKind.REPROCESS_WORKER, jvmOptions);
            client.post("{\"type\":\"throttle\",\"job\":\"job\",\"eventsPerSecond\":null}");

            Job ended = client.awaitEnd("job");
            assertThat(client.read(deployment.topics().outcomes()))
                    .hasSize((int) ended.counts().processed());
            return ended;
        }
    }

    /** All groups: a broker that has lost its memory does not choose. */
    private static void forgetOffsets(Deployment deployment) {
        var topics = deployment.topics();
        List<String> groups = List.of(topics.workerGroup(), topics.idProducerGroup(), topics.intakeGroup());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", deployment.bootstrapServers()))) {
            // Refused until the broker has seen that the members have left.
            Awaitility.await("groups are gone")
                    .atMost(TopicClient.WITHIN)
                    .pollInterval(Duration.ofMillis(300))
                    .ignoreExceptions()
                    .untilAsserted(() -> {
                        admin.deleteConsumerGroups(groups).all().get(10, TimeUnit.SECONDS);
                    });
        }
    }
}
