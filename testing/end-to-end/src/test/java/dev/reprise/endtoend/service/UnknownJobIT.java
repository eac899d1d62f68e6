package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.AssetEventFormat;
import dev.reprise.common.event.DeadLetterHeaders;
import dev.reprise.common.job.Counts;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.stack.LocalStack;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Events of a job that nobody has ever asked for. */
@ExtendWith(LocalStackExtension.class)
class UnknownJobIT {

    private static final int DOCS = 200;
    private static final int STRAYS = 20;

    @Test
    void should_find_out_that_a_job_does_not_exist_and_hold_up_no_other_when_its_events_come(LocalStack stack) {
        try (var deployment = new Deployment("unknown_job", stack);
                var database = deployment.database()) {
            database.createTables();
            new Rows(database).insert("doc", "2024-01", Instant.parse("2024-01-05T00:00:00Z"), DOCS);
            deployment.startBoth();
            deployment.awaitReady();
            TopicClient client = deployment.topicClient();

            send(deployment);
            client.post(Requests.submit("docs", "doc"));

            assertThat(client.awaitEnd("docs").counts()).isEqualTo(new Counts(DOCS, DOCS, 0, 0, 0, 0));
            var letters = Awaitility.await("dead letters of the strays")
                    .atMost(TopicClient.WITHIN)
                    .pollInterval(Duration.ofMillis(300))
                    .until(client::deadLetters, found -> found.size() >= STRAYS);
            assertThat(letters).hasSize(STRAYS).allSatisfy(letter -> assertThat(
                            TopicClient.header(letter, DeadLetterHeaders.CAUSE))
                    .isEqualTo("UnknownJob"));
        }
    }

    private static void send(Deployment deployment) {
        var bytes = new ByteArraySerializer();
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", deployment.bootstrapServers()), bytes, bytes)) {
            for (int i = 0; i < STRAYS; i++) {
                UUID id = new UUID(0x1000L, i);
                var unused = producer.send(new ProducerRecord<>(
                        deployment.topics().events(),
                        id.toString().getBytes(StandardCharsets.UTF_8),
                        AssetEventFormat.bytes(new AssetEvent("nobody", "doc", "2024-01", id))));
            }
        }
    }
}
