package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.event.DeadLetterHeaders;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.localstack.stack.LocalStack;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Small sets are processed by id-producer itself: there is no worker. */
@ExtendWith(LocalStackExtension.class)
class SynchronousIT {

    private static final int ASSETS = 400;

    private static final Instant JANUARY = Instant.parse("2024-01-05T00:00:00Z");

    private static final String CHAIN =
            "[{\"name\":\"migrate\",\"toVersion\":2},{\"name\":\"trigger\",\"topic\":\"%s\"}]";

    private static String request(String job, String selector, String processor, String more) {
        return "{\"type\":\"submit\",\"job\":\"" + job + "\",\"mode\":\"synchronous\",\"selector\":" + selector
                + ",\"processor\":" + processor + ",\"outcomes\":true" + more + "}";
    }

    private static void createTopic(LocalStack stack, String name) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", stack.kafka().address()))) {
            admin.createTopics(List.of(new NewTopic(name, 3, (short) 1))).all().get(1, TimeUnit.MINUTES);
        }
    }

    @Test
    void should_do_everything_once_when_the_instance_at_work_is_killed(LocalStack stack) throws Exception {
        try (var deployment = new Deployment("synchronous", stack).impatient();
                var database = deployment.database()) {
            // given
            database.createTables();
            Rows rows = new Rows(database);
            List<UUID> ids = rows.insert("doc", "2024-01", JANUARY, ASSETS);
            createTopic(stack, "synchronous-messages");
            LocalService killed = deployment.start(ServiceKind.ID_PRODUCER);
            Deployment.awaitReady(killed);
            TopicClient client = deployment.topicClient();

            // when: the one that has the job dies in its midst
            client.post(request(
                    "once",
                    "{\"assetType\":\"doc\"}",
                    CHAIN.formatted("synchronous-messages"),
                    ",\"limits\":{\"eventsPerSecond\":100}"));
            client.awaitJob("once", job -> job.counts().changed() > ASSETS / 10);
            killed.process().kill();
            deployment.start(ServiceKind.ID_PRODUCER);
            Job once = client.awaitEnd("once");

            // then
            assertThat(once.state()).isEqualTo(JobStatus.COMPLETED);
            assertThat(once.counts()).isEqualTo(new Counts(ASSETS, ASSETS, 0, 0, 0, 0));
            assertThat(once.unmigrated()).isZero();
            assertThat(client.events("once")).isEmpty();
            assertThat(client.outcomes("once")).hasSize(ASSETS).doesNotHaveDuplicates();
            assertThat(client.read("synchronous-messages"))
                    .extracting(message -> UUID.fromString(new String(message.key(), StandardCharsets.UTF_8)))
                    .containsExactlyInAnyOrderElementsOf(ids);
            assertThat(rows.all("doc").values())
                    .hasSize(ASSETS)
                    .allMatch(row -> Objects.equals(row.version(), 2) && "once".equals(row.lastJob()));
        }
    }

    @Test
    void should_leave_dead_letters_and_refuse_what_is_too_much(LocalStack stack) {
        try (var deployment = new Deployment("synchronous_bad", stack).with("reprise.synchronous.assets-max", "5");
                var database = deployment.database()) {
            // given
            database.createTables();
            Rows rows = new Rows(database);
            List<UUID> good = rows.insert("doc", "2024-01", JANUARY, 3);
            UUID bad = rows.insert("doc", "2024-01", JANUARY.plusSeconds(60), "not JSON");
            rows.insert("note", "2024-01", JANUARY.plusSeconds(3600), 6);
            Deployment.awaitReady(deployment.start(ServiceKind.ID_PRODUCER));
            TopicClient client = deployment.topicClient();
            String migrate = "{\"name\":\"migrate\",\"toVersion\":2}";

            // when
            client.post(request("large", "{\"assetType\":\"note\"}", migrate, ""));
            client.post(request("small", "{\"assetType\":\"doc\"}", migrate, ""));
            Job large = client.awaitEnd("large");
            Job small = client.awaitEnd("small");

            // then
            assertThat(large.state()).isEqualTo(JobStatus.FAILED);
            assertThat(large.message())
                    .endsWith("the mode synchronous takes up to 5 assets (reprise.synchronous.assets-max), and the"
                            + " selection has 6: use the mode run");
            assertThat(rows.all("note").values()).noneMatch(row -> Objects.equals(row.version(), 2));
            assertThat(small.state()).isEqualTo(JobStatus.COMPLETED_WITH_FAILURES);
            assertThat(small.counts()).isEqualTo(new Counts(4, 3, 0, 0, 0, 1));
            assertThat(client.deadLetters()).singleElement().satisfies(letter -> {
                assertThat(new String(letter.key(), StandardCharsets.UTF_8)).isEqualTo(bad.toString());
                assertThat(new String(
                                letter.headers()
                                        .lastHeader(DeadLetterHeaders.TOPIC)
                                        .value(),
                                StandardCharsets.UTF_8))
                        .isEqualTo(deployment.topics().slices());
            });

            // when: the cause is fixed, and the dead letter is tried again
            rows.insert("doc", "2024-01", bad, "{\"a\":1}", 0);
            client.post(request("again", "{\"deadLettersOf\":\"small\"}", migrate, ""));
            Job again = client.awaitEnd("again");

            // then
            assertThat(again.state()).isEqualTo(JobStatus.COMPLETED);
            assertThat(again.counts().changed()).isEqualTo(1);
            assertThat(rows.all("doc").values())
                    .hasSize(good.size() + 1)
                    .allMatch(row -> Objects.equals(row.version(), 2));
        }
    }
}
