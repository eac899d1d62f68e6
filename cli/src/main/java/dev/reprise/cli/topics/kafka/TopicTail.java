package dev.reprise.cli.topics.kafka;

import dev.reprise.cli.invocation.FailedException;
import dev.reprise.cli.topics.KafkaAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * One topic, read from some place on: committed records only, in no group.
 *
 * <p>Threading: one thread, which blocks.
 */
final class TopicTail implements AutoCloseable {

    /** Below the ten seconds after which a person gives up. */
    static final Duration ANSWER_WITHIN = Duration.ofSeconds(8);

    private static final Duration POLL = Duration.ofMillis(500);

    /** The broker answers what closes a session of fetches only after the fetch that still waits for records. */
    private static final Duration CLOSE_WITHIN = Duration.ZERO;

    private final KafkaAddress address;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    /**
     * Connects.
     *
     * @throws FailedException if Kafka does not answer, or has no such topic
     */
    TopicTail(KafkaAddress address, String topic) {
        this.address = address;
        var bytes = new ByteArrayDeserializer();
        this.consumer = answered(() -> new KafkaConsumer<>(settings(address), bytes, bytes));
        boolean connected = false;
        try {
            this.partitions = answered(() -> consumer.partitionsFor(topic, ANSWER_WITHIN)).stream()
                    .map(one -> new TopicPartition(topic, one.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new FailedException("Kafka at " + address.bootstrapServers() + " has no topic " + topic
                        + "; the services make it when they start");
            }
            consumer.assign(partitions);
            connected = true;
        } finally {
            if (!connected) {
                close();
            }
        }
    }

    /** Goes to the beginning. */
    void seekToBeginning() {
        consumer.seekToBeginning(partitions);
    }

    /** Goes to the end as it is now. */
    void seekToEnd() {
        answered(() -> consumer.endOffsets(partitions, ANSWER_WITHIN)).forEach(consumer::seek);
    }

    /** Goes to the first record that is not older. */
    void seekTo(Instant time) {
        Map<TopicPartition, Long> times =
                partitions.stream().collect(Collectors.toMap(one -> one, one -> time.toEpochMilli()));
        Map<TopicPartition, @Nullable OffsetAndTimestamp> found =
                answered(() -> consumer.offsetsForTimes(times, ANSWER_WITHIN));
        List<TopicPartition> younger = new ArrayList<>();
        found.forEach((partition, at) -> {
            if (at != null) {
                younger.add(partition);
                consumer.seek(partition, at.offset());
            }
        });
        Collection<TopicPartition> older =
                partitions.stream().filter(one -> !younger.contains(one)).toList();
        answered(() -> consumer.endOffsets(older, ANSWER_WITHIN)).forEach(consumer::seek);
    }

    /**
     * Gives every record up to the end as it is now.
     *
     * @throws FailedException if Kafka stops to answer meanwhile
     */
    void readToEnd(Consumer<ConsumerRecord<byte[], byte[]>> records) {
        Map<TopicPartition, Long> ends = answered(() -> consumer.endOffsets(partitions, ANSWER_WITHIN));
        int idlePollsMax = (int) ANSWER_WITHIN.dividedBy(POLL);
        int idle = 0;
        long before = -1;
        // Positions, not records, tell the end: the last ones may be markers of transactions or aborted.
        while (!isAtEnd(ends)) {
            poll(POLL, records);
            long position = partitions.stream().mapToLong(this::position).sum();
            idle = position == before ? idle + 1 : 0;
            before = position;
            if (idle >= idlePollsMax) {
                throw silent(null);
            }
        }
    }

    /** Gives what arrives, waiting at most so long. */
    void poll(Duration atMost, Consumer<ConsumerRecord<byte[], byte[]>> records) {
        answered(() -> consumer.poll(atMost)).forEach(records);
    }

    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(CLOSE_WITHIN));
    }

    private boolean isAtEnd(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> position(end.getKey()) >= end.getValue());
    }

    private long position(TopicPartition partition) {
        return answered(() -> consumer.position(partition, ANSWER_WITHIN));
    }

    private <T> T answered(Supplier<T> question) {
        try {
            return question.get();
        } catch (org.apache.kafka.common.errors.TimeoutException silence) {
            throw silent(silence);
        } catch (KafkaException refusal) {
            throw new FailedException(
                    "Kafka at " + address.bootstrapServers() + " cannot be read: " + words(refusal), refusal);
        }
    }

    private FailedException silent(@Nullable Exception cause) {
        String message = "Kafka at " + address.bootstrapServers() + " does not answer";
        return cause == null ? new FailedException(message) : new FailedException(message, cause);
    }

    static String words(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return String.valueOf(cause.getMessage());
    }

    private static Map<String, Object> settings(KafkaAddress address) {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                address.bootstrapServers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) ANSWER_WITHIN.toMillis());
    }
}
