package dev.reprise.topics.kafka;

import dev.reprise.common.records.RecordReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * One topic, read from some place on, to its end or further. Every method throws Kafka's own exceptions, as {@link
 * org.apache.kafka.common.KafkaException}: {@link TimeoutException} where Kafka does not answer within the patience.
 *
 * <p>Threading: one thread, which blocks. Memory is what a consumer fetches ahead.
 */
public final class TopicTail implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);

    /** The broker answers what closes a session of fetches only after the fetch that still waits for records. */
    private static final Duration CLOSE_WITHIN = Duration.ZERO;

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final Patience patience;
    private final LongSupplier nanoTime;
    private final long openedNanos;
    private final List<TopicPartition> partitions;

    /**
     * Finds the partitions of a topic.
     *
     * @param consumer in no group; closed with this, also when this constructor fails
     * @param patience of each reading to an end
     * @param nanoTime a clock in nanoseconds that only goes forward
     * @throws UnknownTopicOrPartitionException if there is no such topic, naming it
     */
    public TopicTail(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
            String topic,
            Patience patience,
            LongSupplier nanoTime) {
        this.consumer = consumer;
        this.patience = patience;
        this.nanoTime = nanoTime;
        this.openedNanos = nanoTime.getAsLong();
        boolean opened = false;
        try {
            this.partitions = consumer.partitionsFor(topic).stream()
                    .map(one -> new TopicPartition(topic, one.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new UnknownTopicOrPartitionException("there is no topic " + topic);
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            opened = true;
        } finally {
            if (!opened) {
                close();
            }
        }
    }

    /** Returns the offset behind the last record of each partition, as it is now. */
    public Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(partitions);
    }

    /** Goes to the beginning, where every reader starts. */
    public void seekToBeginning() {
        consumer.seekToBeginning(partitions);
    }

    /** Goes to the end as it is now. */
    public void seekToEnd() {
        seekTo(ends());
    }

    /** Goes to some offsets; those of other topics do not matter, and partitions without one stay where they are. */
    public void seekTo(Map<TopicPartition, Long> offsets) {
        partitions.stream()
                .filter(offsets::containsKey)
                .forEach(one -> consumer.seek(one, offsets.getOrDefault(one, 0L)));
    }

    /** Goes to the first record that is not older, by the time stamps of the records. */
    public void seekTo(Instant time) {
        Map<TopicPartition, Long> times =
                partitions.stream().collect(Collectors.toMap(Function.identity(), one -> time.toEpochMilli()));
        Map<TopicPartition, Long> offsets = new HashMap<>(ends());
        Map<TopicPartition, @Nullable OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
        found.forEach((partition, at) -> {
            if (at != null) {
                offsets.put(partition, at.offset());
            }
        });
        seekTo(offsets);
    }

    /** Gives every record from here to the end as it is now. What comes behind is left for the next reading. */
    public void readToEnd(Consumer<ConsumerRecord<byte[], byte[]>> each) {
        readTo(ends(), each);
    }

    /** Gives what every record says from here to the end as it is now. Foreign records are passed over. */
    public <T> void readToEnd(RecordReader<T> reader, Consumer<T> each) {
        readToEnd(record -> read(reader, record).ifPresent(each));
    }

    /**
     * Gives every record from here to some ends, those of one partition in their order.
     *
     * @param ends offsets, of every partition
     * @throws TimeoutException if an end is not reached within the patience
     */
    public void readTo(Map<TopicPartition, Long> ends, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        long sinceNanos = patience.renewed() ? nanoTime.getAsLong() : openedNanos;
        long before = -1;
        // Positions, not records, tell the end: the last ones may be markers of transactions or aborted.
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            long position = partitions.stream().mapToLong(consumer::position).sum();
            long now = nanoTime.getAsLong();
            if (patience.renewed() && position != before) {
                sinceNanos = now;
            } else if (now - sinceNanos > patience.max().toNanos()) {
                throw new TimeoutException("the end of " + ends.keySet() + " is not reached within " + patience.max());
            }
            before = position;
            poll(POLL, record -> {
                if (record.offset() < ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L)) {
                    each.accept(record);
                }
            });
        }
        ends.forEach((partition, end) -> {
            if (consumer.position(partition) > end) {
                consumer.seek(partition, end);
            }
        });
    }

    /** Gives what arrives, waiting at most so long for the first of it. */
    public void poll(Duration atMost, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        consumer.poll(atMost).forEach(each);
    }

    /** Returns what a record says; empty where it is foreign. */
    public static <T> Optional<T> read(RecordReader<T> reader, ConsumerRecord<byte[], byte[]> record) {
        return reader.read(key(record), record.value(), KafkaHeaders.of(record.headers()));
    }

    /** Returns the key of a record as UTF-8; {@code null} where there is none. */
    public static @Nullable String key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
    }
}
