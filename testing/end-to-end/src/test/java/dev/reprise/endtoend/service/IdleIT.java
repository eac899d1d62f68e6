package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.JobStatus;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.process.Deadline;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.localstack.stack.LocalStack;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Services that have nothing to do write nothing: no record, no offset, no transaction. */
@ExtendWith(LocalStackExtension.class)
class IdleIT {

    private static final String NAME = "idle";

    private static final int DOCS = 200;

    /** Many commit intervals of either service. */
    private static final Duration SPAN = Duration.ofSeconds(20);

    /** On a busy machine a time may pass in which a service does nothing: a calm thread looks at its timers twice a second. */
    private static final int LOOKS = 20;

    private static final String POLLS = "kafka_stream_thread_poll_total";

    /** Where Kafka keeps transactions, and where it keeps offsets. */
    private static final List<String> OF_KAFKA = List.of("__transaction_state", "__consumer_offsets");

    /** Returns where the newest record of this deployment is in each partition of Kafka's own topics. */
    private static Map<String, Long> written(TopicClient client) {
        Map<String, Long> newest = new TreeMap<>();
        for (String topic : OF_KAFKA) {
            client.forEach(topic, record -> {
                if (isOfDeployment(record)) {
                    newest.merge(topic + "-" + record.partition(), record.offset(), Math::max);
                }
            });
        }
        return newest;
    }

    private static boolean isOfDeployment(ConsumerRecord<byte[], byte[]> record) {
        return record.key() != null && new String(record.key(), StandardCharsets.UTF_8).contains(NAME + "-reprise-");
    }

    /** Returns how often the threads of a service have looked for records and at their timers. */
    private static double looks(LocalService service) {
        return service.metrics()
                .orElse("")
                .lines()
                .filter(line -> line.startsWith(POLLS))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static void awaitLooks(List<LocalService> services) {
        List<Double> before = services.stream().map(IdleIT::firstLooks).toList();
        Deadline span = Deadline.in(SPAN);
        Awaitility.await(SPAN + ", and " + LOOKS + " looks of each")
                .atMost(TopicClient.WITHIN)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> span.hasPassed()
                        && IntStream.range(0, services.size())
                                .allMatch(one -> looks(services.get(one)) >= before.get(one) + LOOKS));
    }

    private static double firstLooks(LocalService service) {
        return Awaitility.await(
                        "metrics of Kafka Streams in " + service.process().name())
                .atMost(TopicClient.WITHIN)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> looks(service), looks -> looks > 0);
    }

    @Test
    void should_write_nothing_when_jobs_are_over_or_paused(LocalStack stack) {
        try (var deployment = new Deployment(NAME, stack);
                var database = deployment.database()) {
            database.createTables();
            new Rows(database).insert("doc", "2024-01", Instant.parse("2024-01-05T00:00:00Z"), DOCS);
            new Rows(database).insert("note", "2024-01", Instant.parse("2024-01-05T00:00:00Z"), DOCS);
            LocalService producer = deployment.start(ServiceKind.ID_PRODUCER);
            LocalService worker = deployment.start(ServiceKind.REPROCESS_WORKER);
            deployment.awaitReady();
            TopicClient client = deployment.topicClient();
            client.post(Requests.submit("over", "doc"));
            client.post(Requests.submit("held", "note", "", ",\"limits\":{\"eventsPerSecond\":10}"));
            client.awaitJob("over", job -> job.ledgerClosed());
            client.awaitJob("held", job -> job.counts().changed() > 0);
            client.post("{\"type\":\"pause\",\"job\":\"held\"}");
            client.awaitJob("held", job -> job.state() == JobStatus.PAUSED);

            Awaitility.await("a time in which nothing is written")
                    .atMost(TopicClient.WITHIN)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> {
                        Map<String, Long> before = written(client);
                        assertThat(before.keySet()).as("of both").anyMatch(one -> one.startsWith(OF_KAFKA.get(0)));
                        awaitLooks(List.of(producer, worker));
                        return written(client).equals(before);
                    });

            client.post("{\"type\":\"resume\",\"job\":\"held\"}");
            client.post("{\"type\":\"throttle\",\"job\":\"held\",\"eventsPerSecond\":null}");
            assertThat(client.awaitEnd("held").counts().changed())
                    .as("and they go on at once")
                    .isEqualTo(DOCS);
        }
    }
}
