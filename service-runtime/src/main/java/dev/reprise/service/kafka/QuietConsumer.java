package dev.reprise.service.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer for Kafka Streams that may wait longer for records than it is asked to. Its thread looks at its timers after each
 * wait; a record ends a wait at once.
 *
 * <p>Threading: one thread.
 */
final class QuietConsumer extends KafkaConsumer<byte[], byte[]> {

    private final UnaryOperator<Duration> wait;
    private final StreamActivity activity;

    /**
     * Creates a consumer by the settings that Kafka Streams gives.
     *
     * @param wait says how long it waits, given how long it is asked to
     * @param activity is told of records
     */
    QuietConsumer(Map<String, Object> config, UnaryOperator<Duration> wait, StreamActivity activity) {
        super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.wait = wait;
        this.activity = activity;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        ConsumerRecords<byte[], byte[]> records = super.poll(wait.apply(timeout));
        if (!records.isEmpty()) {
            activity.note();
        }
        return records;
    }
}
