package dev.reprise.worker.topology;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Tells a stream processor the leader epoch of its records, which Kafka Streams does not. The first record of a partition in
 * each poll has it in a header, and so has each record whose epoch is another than that of the record before it.
 *
 * <p>Threading: the thread of the consumer; keeps nothing. Made by Kafka, by its name.
 */
public final class LeaderEpochs implements ConsumerInterceptor<byte[], byte[]> {

    private static final String HEADER = "reprise-leader-epoch";

    /** Takes the epoch off a record; empty where it is that of the record before. */
    static Optional<Integer> takeFrom(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        if (header == null) {
            return Optional.empty();
        }
        headers.remove(HEADER);
        return header.value() == null || header.value().length != Integer.BYTES
                ? Optional.empty()
                : Optional.of(ByteBuffer.wrap(header.value()).getInt());
    }

    static void putInto(Headers headers, int epoch) {
        headers.add(HEADER, ByteBuffer.allocate(Integer.BYTES).putInt(epoch).array());
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            mark(records.records(partition));
        }
        return records;
    }

    private static void mark(List<ConsumerRecord<byte[], byte[]>> ofPartition) {
        Optional<Integer> before = Optional.empty();
        for (ConsumerRecord<byte[], byte[]> record : ofPartition) {
            Optional<Integer> epoch = record.leaderEpoch();
            if (epoch.isPresent() && !epoch.equals(before)) {
                putInto(record.headers(), epoch.get());
            }
            before = epoch;
        }
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // Offsets are committed by the producer.
    }

    @Override
    public void configure(Map<String, ?> configs) {
        // There is nothing to set.
    }

    @Override
    public void close() {
        // Nothing is kept.
    }
}
