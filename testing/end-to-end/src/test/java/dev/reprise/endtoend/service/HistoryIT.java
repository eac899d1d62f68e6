package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.common.job.Counts;
import dev.reprise.common.request.Selector;
import dev.reprise.common.wire.Json;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.localstack.stack.LocalStack;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Thousands of jobs behind, a hundred of them with as many ids as a request takes, and the memory that is promised. The
 * history is made of what the services have really stored and published for two jobs, copied under other ids.
 */
@ExtendWith(LocalStackExtension.class)
@Isolated("its commands read for seconds, and give up on a Kafka that says nothing for eight")
class HistoryIT {

    private static final int JOBS = 10_000;
    private static final int LARGE_JOBS = 100;
    private static final Instant MARCH = Instant.parse("2024-03-05T00:00:00Z");

    @Test
    void should_run_a_job_and_list_all_when_ten_thousand_are_over(LocalStack stack) throws Exception {
        try (var deployment = new Deployment("history", stack);
                var database = deployment.database()) {
            database.createTables();
            Rows rows = new Rows(database);
            rows.insert("doc", "2024-03", MARCH, 20);
            LocalService producer = deployment.start(ServiceKind.ID_PRODUCER);
            LocalService worker = deployment.start(ServiceKind.REPROCESS_WORKER);
            deployment.awaitReady();
            TopicClient client = deployment.topicClient();
            client.post(submitIds("large"));
            client.post(Requests.submit("small", "note"));
            client.awaitJob("large", job -> job.ledgerClosed());
            client.awaitJob("small", job -> job.ledgerClosed());
            producer.close();
            worker.close();

            copyHistory(deployment, client);
            Deployment.awaitReady(deployment.start(ServiceKind.ID_PRODUCER));
            Deployment.awaitReady(deployment.start(ServiceKind.REPROCESS_WORKER));
            client.post(Requests.submit("next", "doc"));

            Awaitility.await("the next job ends")
                    .atMost(TopicClient.WITHIN)
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() -> jobsListed(deployment).contains("next COMPLETED"));
            assertThat(jobsListed(deployment)).hasSize(JOBS + 3);
            JsonNode document = CliCommand.json(deployment, "jobs", "--json");
            assertThat(document.get("jobs")).hasSize(JOBS + 3);
            assertThat(deployment.running()).as("nobody ran out of memory").hasSize(2);
            // The same content again does nothing, another is refused: also of a job that was made small.
            client.post(submitIds("large"));
            client.post(Requests.submit("large", "doc"));
            assertThat(client.awaitRejections(1)).hasSize(1);
            assertThat(TopicClient.rejection(client.awaitRejections(1).get(0)).reasons())
                    .containsExactly("job 'large' exists with another content; a new job needs a new id");
            assertThat(rows.all("doc").values())
                    .allMatch(row -> Integer.valueOf(2).equals(row.version()));
            assertThat(new Counts(20, 20, 0, 0, 0, 0))
                    .isEqualTo(client.job("next").orElseThrow().counts());
        }
    }

    private static List<String> jobsListed(Deployment deployment) throws Exception {
        return CliCommand.run(deployment, "jobs").stream()
                .filter(line -> line.matches("\\s*(large|small|next).*"))
                .map(line -> line.trim().split("\\s+"))
                .map(words -> words[0] + " " + words[1])
                .toList();
    }

    private static String submitIds(String job) {
        String ids = IntStream.range(0, Selector.IDS_MAX)
                .mapToObj(number ->
                        new UUID(0x0000_0000_ef01_11eeL | (long) number << 36, 0x8000_0000_0000_0000L | number))
                .map(id -> "\"" + id + "\"")
                .collect(Collectors.joining(","));
        return "{\"type\":\"submit\",\"job\":\"" + job + "\",\"selector\":{\"assetType\":\"doc\",\"ids\":[" + ids
                + "]},\"processor\":{\"name\":\"migrate\",\"toVersion\":\"latest\"}}";
    }

    /** Every record of the two jobs, those of their way included: nothing is compacted for the first minutes. */
    private static void copyHistory(Deployment deployment, TopicClient client) {
        String changelog = deployment.topics().idProducerGroup() + "-coordinator-jobs-changelog";
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                deployment.bootstrapServers(),
                "linger.ms",
                20,
                "delivery.timeout.ms",
                TopicClient.DELIVERY_MILLIS);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> copies = new ArrayList<>();
            for (String topic : List.of(changelog, deployment.topics().jobs())) {
                List<ConsumerRecord<byte[], byte[]>> records = client.read(topic);
                for (int number = 0; number < JOBS; number++) {
                    String like = number < LARGE_JOBS ? "large" : "small";
                    for (ConsumerRecord<byte[], byte[]> record : newest(records, like)) {
                        byte[] id = (like + "-" + number).getBytes(StandardCharsets.UTF_8);
                        var sent = producer.send(
                                new ProducerRecord<>(topic, 0, id, renamed(record.value(), like, number)));
                        copies.add(sent);
                    }
                }
            }
            producer.flush();
            assertThat(copies).hasSizeGreaterThan(2 * JOBS).allMatch(Future::isDone);
        }
    }

    /** The last two: one of the job as it was led, and the one that stays. */
    private static List<ConsumerRecord<byte[], byte[]>> newest(
            List<ConsumerRecord<byte[], byte[]>> records, String job) {
        List<ConsumerRecord<byte[], byte[]>> all = records.stream()
                .filter(one -> new String(one.key(), StandardCharsets.UTF_8).equals(job))
                .toList();
        return all.subList(Math.max(0, all.size() - 2), all.size());
    }

    private static byte[] renamed(byte[] value, String job, int number) {
        JsonNode record = Json.read(value, JsonNode.class);
        for (JsonNode one : List.of(record, record.path("request"))) {
            for (String field : List.of("job", "id")) {
                if (one.path(field).asText().equals(job)) {
                    ((ObjectNode) one).put(field, job + "-" + number);
                }
            }
        }
        return Json.bytes(record);
    }
}
