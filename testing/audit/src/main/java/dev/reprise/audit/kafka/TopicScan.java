package dev.reprise.audit.kafka;

import java.time.Duration;
import java.util.HashMap;
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
 * Reads a topic from a position to the end it has now, committed records only, in no group. The end is that of all
 * records: a transaction that is open, such as that of a process which was killed, is waited for, since committed records
 * may stand behind it.
 *
 * <p>Threading: one thread, which blocks. Memory is what a consumer fetches ahead.
 */
final class TopicScan {

    private static final Duration POLL = Duration.ofSeconds(1);

    /**
     * Polls in a row without any progress, after which the topic counts as unreadable. The broker aborts a forgotten
     * transaction after at most 60 s, as the services ask for, and looks for such ones every 10 s.
     */
    private static final int IDLE_POLLS_MAX = 120;

    private final Map<String, Object> settings;
    private final Map<String, Object> settingsOfAll;

    TopicScan(String bootstrapServers) {
        this.settings = settings(bootstrapServers, "read_committed");
        this.settingsOfAll = settings(bootstrapServers, "read_uncommitted");
    }

    private static Map<String, Object> settings(String bootstrapServers, String isolation) {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                isolation,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                5000);
    }

    /**
     * Returns where some topics end for a reader of committed records, so that none that is committed later stands before.
     *
     * @throws IllegalStateException if one does not exist
     */
    TopicPositions positions(List<String> topics) {
        var bytes = new ByteArrayDeserializer();
        Map<String, Map<Integer, Long>> offsets = new HashMap<>();
        try (var consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
            for (String topic : topics) {
                Map<Integer, Long> ends = new HashMap<>();
                consumer.endOffsets(partitions(consumer, topic)).forEach((one, end) -> ends.put(one.partition(), end));
                offsets.put(topic, ends);
            }
        }
        return new TopicPositions(offsets);
    }

    /**
     * Gives every record from a position on.
     *
     * @throws IllegalStateException if the topic does not exist or its end is not reached
     */
    void forEach(String topic, TopicPositions from, Consumer<ConsumerRecord<byte[], byte[]>> records) {
        var bytes = new ByteArrayDeserializer();
        try (var consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            Map<TopicPartition, Long> ends = ends(partitions);
            consumer.assign(partitions);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            partitions.forEach(
                    one -> consumer.seek(one, Math.max(from.of(topic, one.partition()), begins.getOrDefault(one, 0L))));
            drain(consumer, ends, records);
        }
    }

    private Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
        var bytes = new ByteArrayDeserializer();
        try (var consumer = new KafkaConsumer<>(settingsOfAll, bytes, bytes)) {
            return consumer.endOffsets(partitions);
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(one -> new TopicPartition(topic, one.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new IllegalStateException("there is no topic " + topic);
        }
        return partitions;
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
