package dev.reprise.service.kafka;

import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A producer for Kafka Streams whose transactions cost nothing when they change nothing. After each timer that has run, Kafka
 * Streams commits the offsets of all partitions it ever took a record from, moved or not: a service that has nothing to do
 * would write some transactions a second for ever. The client itself sends nothing for a transaction without content
 * ({@code TransactionManager.nextRequest}), so it is enough to leave out offsets that are committed already.
 *
 * <p>Threading: as Kafka Streams uses a producer: transactions and sends by one stream thread.
 */
public class ChangesOnlyProducer extends KafkaProducer<byte[], byte[]> {

    private final ChangedOffsets offsetsNow = new ChangedOffsets();
    private final StreamActivity activity;

    /** Creates a producer by the settings that Kafka Streams gives. */
    public ChangesOnlyProducer(Map<String, Object> config, StreamActivity activity) {
        super(config, new ByteArraySerializer(), new ByteArraySerializer());
        this.activity = activity;
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        offsetsNow.sent();
        activity.note();
        return super.send(record, callback);
    }

    @Override
    public void sendOffsetsToTransaction(
            Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata groupMetadata) {
        if (offsetsNow.add(offsets, groupMetadata)) {
            super.sendOffsetsToTransaction(offsets, groupMetadata);
        }
    }

    @Override
    public void commitTransaction() {
        super.commitTransaction();
        offsetsNow.committed();
    }

    @Override
    public void abortTransaction() {
        super.abortTransaction();
        offsetsNow.aborted();
    }

    /** Returns whether the transaction changes nothing so far. */
    protected final boolean changesNothing() {
        return offsetsNow.isEmpty();
    }
}
