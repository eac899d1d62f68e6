package dev.reprise.endtoend.stack;

import dev.reprise.localstack.process.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The few things that these tests ask of a broker; every call connects anew. */
record KafkaClient(String bootstrapServers) {
    private static final Duration WITHIN = Duration.ofSeconds(30);
    /** More than a broker takes by default, so that it is the broker that judges. */
    private static final int REQUEST_BYTES_MAX = 32 * 1024 * 1024;

    void createTopic(String topic) throws ExecutionException, InterruptedException, TimeoutException {
        try (Admin admin = Admin.create(settings(Map.of()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
                    .all()
                    .get(WITHIN.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** With as many copies as the broker makes where nobody says how many. */
    void createTopicOfDefaults(String topic) throws ExecutionException, InterruptedException, TimeoutException {
        try (Admin admin = Admin.create(settings(Map.of()))) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
                    .all()
                    .get(WITHIN.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** How many brokers have the first partition of a topic. */
    int copies(String topic) {
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings(Map.of()), new StringDeserializer(), new StringDeserializer())) {
            return consumer.partitionsFor(topic, WITHIN).get(0).inSyncReplicas().length;
        }
    }

    /** In a transaction, which needs the transaction coordinator and its topic too. */
    void send(String topic, String value) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                settings(Map.of("transactional.id", "local-stack-it", "max.request.size", REQUEST_BYTES_MAX)),
                new StringSerializer(),
                new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            var unused = producer.send(new ProducerRecord<>(topic, value));
            producer.commitTransaction();
        }
    }

    /** The first committed values of a topic, at most so many, as far as there are some within the time. */
    List<String> values(String topic, int valuesMax) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                settings(Map.of("isolation.level", "read_committed")),
                new StringDeserializer(),
                new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = end(partition);
            Deadline deadline = Deadline.in(WITHIN);
            while (values.size() < valuesMax && consumer.position(partition) < end && !deadline.hasPassed()) {
                consumer.poll(deadline.left()).forEach(message -> values.add(message.value()));
            }
        }
        return values;
    }

    /**
     * Where a partition ends for a reader of all records. A reader of committed ones may be told an earlier end: a commit is
     * acknowledged before the broker has put its mark into the partition.
     */
    private long end(TopicPartition partition) {
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings(Map.of()), new StringDeserializer(), new StringDeserializer())) {
            return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        }
    }

    /** As a consumer asks, which lets the broker create the topic if it likes to; 0 when there is no such topic. */
    int partitions(String topic) {
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings(Map.of()), new StringDeserializer(), new StringDeserializer())) {
            return consumer.partitionsFor(topic, WITHIN).size();
        }
    }

    private Map<String, Object> settings(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", bootstrapServers);
        return settings;
    }
}
