package dev.reprise.cli.topics.kafka;

import dev.reprise.cli.topics.DeadLetter;
import dev.reprise.common.event.AssetEventFormat;
import dev.reprise.common.event.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Reads records of {@code reprocess-dead-letters}. */
final class DeadLetterRecords {

    private DeadLetterRecords() {}

    /** Returns the dead letter of a record; empty where it never was an event of a job. */
    static Optional<DeadLetter> read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.of(new DeadLetter(
                    AssetEventFormat.read(record.value()),
                    header(record, DeadLetterHeaders.FINGERPRINT),
                    header(record, DeadLetterHeaders.STAGE),
                    header(record, DeadLetterHeaders.CAUSE),
                    header(record, DeadLetterHeaders.REASON),
                    Instant.ofEpochMilli(record.timestamp())));
        } catch (IllegalArgumentException noEvent) {
            return Optional.empty();
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
