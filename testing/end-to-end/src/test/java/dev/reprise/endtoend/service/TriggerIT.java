package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.wire.Json;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.localstack.stack.LocalStack;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A job that sends a message for each asset: exactly once, and to no topic that is not there. */
@ExtendWith(LocalStackExtension.class)
class TriggerIT {

    private static final int ASSETS = 3_000;

    private static final Instant JANUARY = Instant.parse("2024-01-05T00:00:00Z");

    private static final String BY_TIME = "{\"from\":\"2024-01-01T00:00:00Z\",\"to\":\"2024-02-01T00:00:00Z\"}";

    private static final String BY_TYPE = "{\"assetType\":\"doc\"}";

    private static String request(String job, String selector, String topic, String more) {
        return "{\"type\":\"submit\",\"job\":\"" + job + "\",\"selector\":" + selector
                + ",\"processor\":{\"name\":\"trigger\",\"topic\":\"" + topic + "\"},\"outcomes\":true" + more + "}";
    }

    private static void createTopic(LocalStack stack, String name) throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", stack.kafka().address());
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(List.of(new NewTopic(name, 3, (short) 1))).all().get(1, TimeUnit.MINUTES);
        }
    }

    /** What a killed worker left open hides what is behind it, until Kafka aborts it. */
    private static List<ConsumerRecord<byte[], byte[]>> awaitMessages(TopicClient client, String topic, int count) {
        return Awaitility.await("messages in " + topic)
                .atMost(TopicClient.WITHIN)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> client.read(topic), found -> found.size() >= count);
    }

    /** Reads a message with the library of the standard. */
    private static CloudEvent event(ConsumerRecord<byte[], byte[]> record) {
        try (var reader = new CloudEventDeserializer()) {
            return reader.deserialize(record.topic(), record.headers(), record.value());
        }
    }

    @Test
    void should_send_every_message_once_when_a_worker_is_killed(LocalStack stack) throws Exception {
        try (var deployment = new Deployment("trigger", stack).impatient();
                var database = deployment.database()) {
            database.createTables();
            Rows rows = new Rows(database);
            List<UUID> ids = new ArrayList<>(rows.insert("doc", "2024-01", JANUARY, ASSETS / 2));
            ids.addAll(rows.insert("unmigrated", "2024-01", JANUARY.plusSeconds(60), ASSETS / 2));
            createTopic(stack, "trigger-workflows");
            LocalService killed = deployment.start(ServiceKind.REPROCESS_WORKER);
            deployment.startBoth();
            TopicClient client = deployment.topicClient();

            client.post(request("all", BY_TIME, "trigger-workflows", ",\"limits\":{\"eventsPerSecond\":600}"));
            client.awaitJob("all", job -> job.counts().changed() > ASSETS / 10);
            killed.process().kill();
            Job all = client.awaitEnd("all");

            assertThat(all.state()).isEqualTo(JobStatus.COMPLETED);
            assertThat(all.counts()).isEqualTo(new Counts(ASSETS, ASSETS, 0, 0, 0, 0));
            assertThat(all.unmigrated()).as("nobody looked").isNull();
            List<ConsumerRecord<byte[], byte[]>> records = awaitMessages(client, "trigger-workflows", ASSETS);
            List<CloudEvent> events = records.stream().map(TriggerIT::event).toList();
            assertThat(events).extracting(CloudEvent::getId).doesNotHaveDuplicates();
            assertThat(events)
                    .extracting(event -> UUID.fromString(Objects.requireNonNull(event.getSubject())))
                    .containsExactlyInAnyOrderElementsOf(ids);
            assertThat(events)
                    .allMatch(event ->
                            Objects.requireNonNull(event.getTime()).toInstant().equals(all.startedAt()));
            CloudEvent one = events.get(0);
            assertThat(Json.read(Objects.requireNonNull(one.getData()).toBytes(), JsonNode.class)
                            .path("assetId")
                            .textValue())
                    .isEqualTo(one.getSubject());
            assertThat(StreamSupport.stream(records.get(0).headers().spliterator(), false)
                            .map(Header::key))
                    .as("nothing of the topology's own")
                    .allMatch(name -> name.startsWith("ce_") || name.equals("content-type"));
        }
    }

    @Test
    void should_migrate_and_then_send_when_both_are_a_chain(LocalStack stack) throws Exception {
        try (var deployment = new Deployment("trigger_chain", stack);
                var database = deployment.database()) {
            database.createTables();
            Rows rows = new Rows(database);
            List<UUID> ids = rows.insert("doc", "2024-01", JANUARY, 100);
            rows.insert("doc", "2024-01", JANUARY.plusSeconds(60), "not JSON");
            createTopic(stack, "trigger-chain");
            deployment.startBoth();
            TopicClient client = deployment.topicClient();

            client.post("{\"type\":\"submit\",\"job\":\"chain\",\"selector\":" + BY_TYPE + ",\"processor\":"
                    + "[{\"name\":\"migrate\",\"toVersion\":2},{\"name\":\"trigger\",\"topic\":\"trigger-chain\"}]}");
            Job chain = client.awaitEnd("chain");

            assertThat(chain.state()).isEqualTo(JobStatus.COMPLETED_WITH_FAILURES);
            assertThat(chain.counts()).isEqualTo(new Counts(101, 100, 0, 0, 0, 1));
            assertThat(rows.all("doc").values())
                    .filteredOn(row -> Objects.equals(row.version(), 2))
                    .hasSize(100);
            assertThat(awaitMessages(client, "trigger-chain", ids.size()))
                    .as("none of the asset whose migration failed")
                    .extracting(record ->
                            UUID.fromString(Objects.requireNonNull(event(record).getSubject())))
                    .containsExactlyInAnyOrderElementsOf(ids);
            assertThat(client.deadLetters())
                    .singleElement()
                    .extracting(letter -> new String(
                            letter.headers().lastHeader("dead-letter-reason").value(), StandardCharsets.UTF_8))
                    .asString()
                    .startsWith("step 1, migrate: the payload");
        }
    }

    @Test
    void should_pause_with_the_reason_when_the_topic_is_missing_and_go_on_when_it_is_there(LocalStack stack)
            throws Exception {
        try (var deployment = new Deployment("trigger_missing", stack);
                var database = deployment.database()) {
            database.createTables();
            Rows rows = new Rows(database);
            List<UUID> ids = rows.insert("doc", "2024-01", JANUARY, 200);
            deployment.startBoth();
            TopicClient client = deployment.topicClient();

            client.post(request("nowhere", BY_TYPE, "trigger-nowhere", ""));
            Job paused = client.awaitJob("nowhere", job -> job.state() == JobStatus.PAUSED);
            client.post(Requests.submit("beside", "doc"));
            Job beside = client.awaitEnd("beside");
            createTopic(stack, "trigger-nowhere");
            client.post(Requests.command("resume", "nowhere"));
            Job nowhere = client.awaitEnd("nowhere");

            assertThat(paused.message())
                    .isEqualTo("paused: a worker finds no topic 'trigger-nowhere' that it may write to; create it or"
                            + " allow it, then resume the job");
            assertThat(beside.counts())
                    .as("a job that writes rows is not in the way of one that does not")
                    .isEqualTo(new Counts(200, 200, 0, 0, 0, 0));
            assertThat(nowhere.state()).isEqualTo(JobStatus.COMPLETED);
            assertThat(nowhere.counts()).isEqualTo(new Counts(200, 200, 0, 0, 0, 0));
            assertThat(awaitMessages(client, "trigger-nowhere", ids.size()))
                    .extracting(record ->
                            UUID.fromString(Objects.requireNonNull(event(record).getSubject())))
                    .containsExactlyInAnyOrderElementsOf(ids);
            assertThat(client.deadLetters()).isEmpty();
        }
    }
}
