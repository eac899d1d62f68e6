package dev.reprise.idproducer.topology;

import dev.reprise.common.records.DeadLetterRecord;
import dev.reprise.common.records.RecordReader;
import dev.reprise.topics.kafka.KafkaHeaders;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Sends a dead letter to the task that holds the slices it came from, so that a verification can leave its asset out.
 *
 * <p>Threading: one stream thread.
 */
final class DeadLetterByAffinityKey extends ContextualProcessor<byte[], byte[], String, byte[]> {

    private final RecordReader<DeadLetterRecord> reader;

    DeadLetterByAffinityKey(RecordReader<DeadLetterRecord> reader) {
        this.reader = reader;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        // The dead letter of a record that never was an event of a job is passed over: no verification can meet it.
        reader.read(null, record.value(), KafkaHeaders.of(record.headers()))
                .map(letter -> letter.event().affinityKey())
                .ifPresent(key -> context().forward(record.withKey(key).withHeaders(new RecordHeaders())));
    }
}
