package dev.reprise.endtoend.async;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.service.config.KafkaSettings;
import dev.reprise.service.kafka.StreamsRunner;
import dev.reprise.service.kafka.StreamsSettings;
import dev.reprise.worker.topology.async.CommitBarrier;
import dev.reprise.worker.topology.async.CommitGuard;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * No offset is committed before its operation is over: Kafka Streams calls the barrier before every commit, and the guard
 * would refuse the commit if it did not. A version of Kafka that changes this fails here.
 */
@ExtendWith(LocalStackExtension.class)
class CommitBarrierIT {

    private static final int RECORDS = 3_000;
    private static final int PARTITIONS = 3;
    private static final Duration WITHIN = Duration.ofMinutes(2);

    private final ExecutorService executor = Executors.newFixedThreadPool(2);

    @TempDir
    Path folder;

    @AfterEach
    void stopThreads() {
        executor.shutdownNow();
    }

    @Test
    void should_forward_each_result_once_when_tasks_move_and_commits_are_frequent(LocalStack stack)
            throws ExecutionException, InterruptedException {
        String name = "barrier-moves";
        prepare(stack, name);
        var guard = new CommitGuard();
        var watch = watch();
        try (StreamsRunner first = runner(stack, name, 1, guard, watch, false)) {
            first.start();
            await(() -> outputs(stack, name).size() > RECORDS / 10);
            // Tasks are revoked and given to another instance while operations are in flight, and come back.
            try (StreamsRunner second = runner(stack, name, 2, guard, watch, false)) {
                second.start();
                await(second::isRunning);
                await(() -> outputs(stack, name).size() > RECORDS / 2);
            }
            await(() -> outputs(stack, name).size() >= RECORDS);
        }

        assertThat(outputs(stack, name)).hasSize(RECORDS).doesNotHaveDuplicates();
        assertThat(watch.commits.get())
                .as("Kafka Streams calls the barrier before commits")
                .isGreaterThan(5);
        assertThat(guard.refusals()).isZero();
    }

    @Test
    void should_replay_and_forward_once_when_operations_fail(LocalStack stack)
            throws ExecutionException, InterruptedException {
        String name = "barrier-failures";
        prepare(stack, name);
        var guard = new CommitGuard();
        var watch = watch();
        watch.failures.set(3);
        try (StreamsRunner runner = runner(stack, name, 1, guard, watch, false)) {
            runner.start();
            await(() -> outputs(stack, name).size() >= RECORDS);
        }

        assertThat(outputs(stack, name)).hasSize(RECORDS).doesNotHaveDuplicates();
        assertThat(watch.begun.get()).as("what had failed was done again").isGreaterThan(RECORDS);
        assertThat(guard.refusals()).isZero();
    }

    @Test
    void should_refuse_the_commit_when_the_barrier_is_not_called(LocalStack stack)
            throws ExecutionException, InterruptedException {
        String name = "barrier-off";
        prepare(stack, name);
        var guard = new CommitGuard();
        try (StreamsRunner runner = runner(stack, name, 1, guard, watch(), true)) {
            runner.start();

            await(() -> guard.refusals() > 0);
        }
    }

    private SlowEcho.Watch watch() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        return new SlowEcho.Watch(seed, executor);
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await().atMost(WITHIN).pollInterval(Duration.ofMillis(100)).until(condition);
    }

    private StreamsRunner runner(
            LocalStack stack, String name, int instance, CommitGuard guard, SlowEcho.Watch watch, boolean deaf) {
        var topology = new Topology();
        topology.addSource("in", new ByteArrayDeserializer(), new ByteArrayDeserializer(), name + "-in");
        topology.addProcessor("echo", () -> new SlowEcho(guard, watch, deaf), "in");
        topology.addStateStore(CommitBarrier.builder(SlowEcho.BARRIER), "echo");
        topology.addSink("out", name + "-out", new ByteArraySerializer(), new ByteArraySerializer(), "echo");
        var settings = new StreamsSettings(
                name, folder.resolve(name + "-" + instance), Duration.ofMillis(50), Duration.ofMillis(10), 1);
        var kafka = new KafkaSettings(Map.of("bootstrap.servers", stack.kafka().address()));
        return new StreamsRunner(topology, settings.properties(kafka), guard, System::nanoTime);
    }

    private static void prepare(LocalStack stack, String name) throws ExecutionException, InterruptedException {
        Map<String, Object> settings = Map.of("bootstrap.servers", stack.kafka().address());
        try (Admin admin = Admin.create(settings)) {
            admin.createTopics(List.of(
                            new NewTopic(name + "-in", PARTITIONS, (short) 1),
                            new NewTopic(name + "-out", PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
        // A partition that was just made may refuse the first batch of a producer and take its second, which the
        // sequence
        // numbers then never get over (seen on 4.1.2): one request at a time cannot be overtaken.
        Map<String, Object> inOrder = new HashMap<>(settings);
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

    private static List<String> outputs(LocalStack stack, String name) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", stack.kafka().address());
        settings.put("isolation.level", "read_committed");
        List<String> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(name + "-out").stream()
                    .map(info -> new TopicPartition(name + "-out", info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> values.add(new String(record.value(), StandardCharsets.US_ASCII)));
            }
        }
        return values;
    }
}
