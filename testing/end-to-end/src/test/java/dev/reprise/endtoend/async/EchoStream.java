package dev.reprise.endtoend.async;

import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.service.config.KafkaSettings;
import dev.reprise.service.config.TopicCreation;
import dev.reprise.service.kafka.StreamsRunner;
import dev.reprise.service.kafka.StreamsSettings;
import dev.reprise.topics.kafka.Patience;
import dev.reprise.topics.kafka.TopicTail;
import dev.reprise.topics.kafka.TopicTails;
import dev.reprise.worker.topology.async.CommitBarrier;
import dev.reprise.worker.topology.async.CommitGuard;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.awaitility.Awaitility;

/**
 * A stream that echoes slowly from one topic to another, and what is seen of it from outside.
 *
 * <p>Threading: one thread.
 *
 * @param stack where it runs
 * @param name of its topics and its group; unique among the tests of a run
 * @param folder for the state of its instances
 */
record EchoStream(LocalStack stack, String name, Path folder) {

    static final int RECORDS = 3_000;

    /** Kafka Streams wants it above any commit interval; brokers allow no more. */
    static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(15);

    private static final int PARTITIONS = 3;
    private static final Duration WITHIN = Duration.ofMinutes(2);

    static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(WITHIN).pollInterval(Duration.ofMillis(100)).until(condition);
    }

    /** Makes the topics and fills the first. */
    void prepare() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(settings())) {
            admin.createTopics(List.of(
                            new NewTopic(name + "-in", PARTITIONS, (short) 1),
                            new NewTopic(name + "-out", PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
        // A partition that was just made may refuse the first batch of a producer and take its second, which the
        // sequence
        // numbers then never get over (seen on 4.1.2): one request at a time cannot be overtaken.
        Map<String, Object> inOrder = settings();
        inOrder.put("max.in.flight.requests.per.connection", 1);
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (var producer = new KafkaProducer<>(inOrder, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < RECORDS; i++) {
                byte[] text = Integer.toString(i).getBytes(StandardCharsets.US_ASCII);
                sent.add(producer.send(new ProducerRecord<>(name + "-in", text, text)));
            }
            producer.flush();
        }
        for (Future<RecordMetadata> one : sent) {
            one.get();
        }
    }

    /** Makes an instance; it is not started yet. */
    StreamsRunner instance(int number, Duration commitInterval, CommitGuard guard, SlowEcho.Watch watch) {
        var topology = new Topology();
        topology.addSource("in", new ByteArrayDeserializer(), new ByteArrayDeserializer(), name + "-in");
        topology.addProcessor("echo", () -> new SlowEcho(guard, watch), "in");
        topology.addStateStore(CommitBarrier.builder(SlowEcho.BARRIER), "echo");
        topology.addSink("out", name + "-out", new ByteArraySerializer(), new ByteArraySerializer(), "echo");
        var streams = new StreamsSettings(
                name, folder.resolve(name + "-" + number), commitInterval, Duration.ofMillis(10), 1);
        var kafka = new KafkaSettings(settings(), Duration.ofSeconds(10), TRANSACTION_TIMEOUT);
        return new StreamsRunner(
                topology, streams.properties(kafka, new TopicCreation(true, 1, null, null)), guard, System::nanoTime);
    }

    /** Returns what was echoed, as consumers see it that read what is committed. */
    List<String> outputs() {
        List<String> values = new ArrayList<>();
        var tails = new TopicTails(settings(), Patience.withoutProgress(Duration.ofMinutes(3)), System::nanoTime);
        try (TopicTail tail = tails.committed(name + "-out")) {
            tail.readToEnd(record -> values.add(new String(record.value(), StandardCharsets.US_ASCII)));
        }
        return values;
    }

    /** Returns how many records the committed offsets are beyond; transactions leave no markers in the first topic. */
    long committed() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(settings())) {
            return admin.listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata().get().values().stream()
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        }
    }

    private Map<String, Object> settings() {
        return new HashMap<>(Map.of("bootstrap.servers", stack.kafka().address()));
    }
}
