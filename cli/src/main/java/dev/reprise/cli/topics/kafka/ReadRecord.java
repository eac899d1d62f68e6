package dev.reprise.cli.topics.kafka;

import dev.reprise.common.records.HeaderValues;
import dev.reprise.common.records.RecordReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Gives consumed records to the readers of their topics.
 *
 * <p>Threading: stateless.
 */
final class ReadRecord {

    private static final byte[] NO_VALUE = {};

    private ReadRecord() {}

    /** Returns what a record says; empty where it is foreign. */
    static <T> Optional<T> by(RecordReader<T> reader, ConsumerRecord<byte[], byte[]> record) {
        return reader.read(key(record), record.value(), headers(record));
    }

    /** Returns the key as text; {@code null} where there is none. */
    static @Nullable String key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
    }

    private static HeaderValues headers(ConsumerRecord<byte[], byte[]> record) {
        return name -> {
            Header header = record.headers().lastHeader(name);
            if (header == null) {
                return null;
            }
            return header.value() == null ? NO_VALUE : header.value();
        };
    }
}
