package dev.reprise.idproducer.plan.kafka;

import dev.reprise.common.assets.LocatedId;
import dev.reprise.common.records.DeadLetterRecord;
import dev.reprise.common.records.RecordReader;
import dev.reprise.idproducer.plan.DeadLetterLog;
import dev.reprise.service.kafka.KafkaHeaders;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code reprocess-dead-letters} from its beginning to its end, whenever it is asked: that happens once a job that
 * selects dead letters, and the topic is the one place where all of them are.
 *
 * <p>Threading: a thread of its own, one question after the other. Memory is the ids of the job that is asked for.
 */
public final class KafkaDeadLetterLog implements DeadLetterLog, AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);

    /** Without a single record for this long the question has failed, and the plan asks again. */
    private static final Duration SILENCE_MAX = Duration.ofSeconds(20);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final RecordReader<DeadLetterRecord> reader;
    private final LongSupplier nanoTime;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "dead-letter-log");
        made.setDaemon(true);
        return made;
    });

    /**
     * Connects to nothing yet.
     *
     * @param client how to reach Kafka
     * @param reader reads the topic
     */
    public KafkaDeadLetterLog(
            Map<String, Object> client, RecordReader<DeadLetterRecord> reader, LongSupplier nanoTime) {
        this(() -> consumer(client), reader, nanoTime);
    }

    KafkaDeadLetterLog(
            Supplier<Consumer<byte[], byte[]>> consumers,
            RecordReader<DeadLetterRecord> reader,
            LongSupplier nanoTime) {
        this.consumers = consumers;
        this.reader = reader;
        this.nanoTime = nanoTime;
    }

    @Override
    public CompletionStage<Map<String, Set<LocatedId>>> of(String job, @Nullable String cause) {
        return CompletableFuture.supplyAsync(() -> read(job, cause), thread);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> client) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        var bytes = new ByteArrayDeserializer();
        return new KafkaConsumer<>(settings, bytes, bytes);
    }

    private Map<String, Set<LocatedId>> read(String job, @Nullable String cause) {
        Map<String, Set<LocatedId>> found = new TreeMap<>();
        try (var consumer = consumers.get()) {
            List<TopicPartition> partitions = consumer.partitionsFor(reader.topic()).stream()
                    .map(one -> new TopicPartition(one.topic(), one.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new UnknownTopicOrPartitionException("there is no topic " + reader.topic());
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long heardNanos = nanoTime.getAsLong();
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                var records = consumer.poll(POLL);
                if (!records.isEmpty()) {
                    heardNanos = nanoTime.getAsLong();
                } else if (nanoTime.getAsLong() - heardNanos > SILENCE_MAX.toNanos()) {
                    throw new TimeoutException("no dead letter could be read for " + SILENCE_MAX);
                }
                records.forEach(record -> add(record, job, cause, found));
            }
        }
        return found;
    }

    private void add(
            ConsumerRecord<byte[], byte[]> record,
            String job,
            @Nullable String cause,
            Map<String, Set<LocatedId>> found) {
        reader.read(null, record.value(), KafkaHeaders.of(record.headers()))
                .filter(letter -> cause == null || cause.equals(letter.fingerprint()))
                .map(letter -> letter.event().event())
                .filter(event -> event.job().equals(job))
                .ifPresent(event -> found.computeIfAbsent(event.assetType(), unseen -> new LinkedHashSet<>())
                        .add(new LocatedId(event.bucket(), event.assetId())));
    }
}
