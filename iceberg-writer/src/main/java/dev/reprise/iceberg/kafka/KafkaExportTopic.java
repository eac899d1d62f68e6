package dev.reprise.iceberg.kafka;

import dev.reprise.iceberg.progress.ReadPositions;
import dev.reprise.iceberg.progress.TopicState;
import dev.reprise.iceberg.session.ExportEntry;
import dev.reprise.iceberg.session.ExportTopic;
import dev.reprise.service.config.KafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The topic in Kafka, read without a consumer group: where to read is in the tables.
 *
 * <p>Threading: one thread. Bounds: {@link #POLL_RECORDS_MAX} records a poll, {@link #FETCH_BYTES_MAX} in memory beside.
 */
public final class KafkaExportTopic implements ExportTopic {

    private static final int POLL_RECORDS_MAX = 500;

    private static final int FETCH_BYTES_MAX = 16 * 1024 * 1024;

    private static final Duration POLL = Duration.ofMillis(200);

    private final String name;
    private final TopicOffsets offsets;
    private final Consumer<byte[], byte[]> consumer;
    private String topicId = "";

    /**
     * Creates the reader; nothing is read yet.
     *
     * @param name full name of the topic
     * @param admin asked when the topic is looked at
     */
    public KafkaExportTopic(String name, Supplier<Admin> admin, Consumer<byte[], byte[]> consumer) {
        this.name = name;
        this.offsets = new TopicOffsets(name, admin);
        this.consumer = consumer;
    }

    /** Makes a consumer that returns nothing but what is committed, and never decides by itself where to read. */
    public static Consumer<byte[], byte[]> consumer(KafkaSettings settings) {
        Map<String, Object> properties = new HashMap<>(settings.client());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS_MAX);
        properties.putIfAbsent(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES_MAX);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public TopicState state() {
        return offsets.state();
    }

    @Override
    public void start(ReadPositions from) {
        topicId = from.topicId();
        List<TopicPartition> partitions = new ArrayList<>();
        from.next().keySet().forEach(partition -> partitions.add(new TopicPartition(name, partition)));
        consumer.assign(partitions);
        partitions.forEach(partition -> consumer.seek(partition, from.next(partition.partition())));
    }

    @Override
    public List<ExportEntry> poll() {
        List<ExportEntry> entries = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> one : consumer.poll(POLL)) {
            entries.add(new ExportEntry(one.partition(), one.offset(), one.timestamp(), one.key(), one.value()));
        }
        return entries;
    }

    @Override
    public ReadPositions positions() {
        Map<Integer, Long> next = new TreeMap<>();
        consumer.assignment().forEach(partition -> next.put(partition.partition(), consumer.position(partition)));
        return new ReadPositions(topicId, next);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
