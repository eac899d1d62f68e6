package dev.reprise.localstack.audit.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a topic from its beginning to the end it has now, committed records only, in no group.
 *
 * <p>Threading: one thread, which blocks. Memory is what a consumer fetches ahead.
 */
final class TopicScan {

    private static final Duration POLL = Duration.ofSeconds(1);

    /** Polls in a row without any progress, after which the topic counts as unreadable. */
    private static final int IDLE_POLLS_MAX = 60;

    private final Map<String, Object> settings;

    TopicScan(String bootstrapServers) {
        this.settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                5000);
    }

    /**
     * Gives every record.
     *
     * @throws IllegalStateException if the topic does not exist or its end is not reached
     */
    void forEach(String topic, Consumer<ConsumerRecord<byte[], byte[]>> records) {
        var bytes = new ByteArrayDeserializer();
        try (var consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(one -> new TopicPartition(topic, one.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new IllegalStateException("there is no topic " + topic);
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            drain(consumer, consumer.endOffsets(partitions), records);
        }
    }

    private static void drain(
            KafkaConsumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> ends,
            Consumer<ConsumerRecord<byte[], byte[]>> consumed) {
        int idle = 0;
        long before = -1;
        // Positions, not records, tell the end: the last ones may be markers of transactions or aborted.
        while (!isAtEnd(consumer, ends)) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            records.forEach(record -> {
                if (record.offset() < ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L)) {
                    consumed.accept(record);
                }
            });
            long position = ends.keySet().stream().mapToLong(consumer::position).sum();
            idle = position == before ? idle + 1 : 0;
            before = position;
            if (idle >= IDLE_POLLS_MAX) {
                throw new IllegalStateException("the end of " + ends.keySet() + " is not reached");
            }
        }
    }

    private static boolean isAtEnd(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
}
