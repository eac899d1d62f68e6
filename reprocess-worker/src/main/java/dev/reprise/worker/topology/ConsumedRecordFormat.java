package dev.reprise.worker.topology;

import dev.reprise.service.kafka.StoredState;
import dev.reprise.worker.topology.async.ConsumedRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * The stored form of a record that is parked: the record as it came, and where it was.
 *
 * <p>Threading: stateless, safe for any number of threads.
 */
final class ConsumedRecordFormat {

    /** Leads every stored record: another form would need another number, and both be read during an upgrade. */
    private static final int FORM = 1;

    private static final int ABSENT = -1;

    private ConsumedRecordFormat() {}

    static byte[] bytes(ConsumedRecord<byte[], byte[]> consumed) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(FORM);
            out.writeUTF(consumed.topic());
            out.writeInt(consumed.partition());
            out.writeLong(consumed.offset());
            out.writeLong(consumed.record().timestamp());
            write(out, consumed.record().key());
            write(out, consumed.record().value());
            Header[] headers = consumed.record().headers().toArray();
            out.writeInt(headers.length);
            for (Header header : headers) {
                out.writeUTF(header.key());
                write(out, header.value());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    static ConsumedRecord<byte[], byte[]> read(byte[] stored) {
        try (var in = new DataInputStream(new ByteArrayInputStream(stored))) {
            int form = in.readByte();
            if (form != FORM) {
                throw new StoredState.UnreadableException("an event was parked in the form " + form
                        + ", which this release does not know; a newer one has written it, and can go on with it");
            }
            String topic = in.readUTF();
            int partition = in.readInt();
            long offset = in.readLong();
            long timestamp = in.readLong();
            byte[] key = readBytes(in);
            byte[] value = readBytes(in);
            Headers headers = new RecordHeaders();
            for (int left = in.readInt(); left > 0; left--) {
                headers.add(in.readUTF(), readBytes(in));
            }
            return new ConsumedRecord<>(new Record<>(key, value, timestamp, headers), topic, partition, offset);
        } catch (IOException e) {
            throw new StoredState.UnreadableException("an event that was parked is cut off: " + e.getMessage());
        }
    }

    private static void write(DataOutputStream out, byte @Nullable [] bytes) throws IOException {
        out.writeInt(bytes == null ? ABSENT : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    private static byte @Nullable [] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length == ABSENT) {
            return null;
        }
        byte[] bytes = in.readNBytes(Math.max(0, length));
        if (bytes.length != length) {
            throw new EOFException("there are not " + length + " bytes");
        }
        return bytes;
    }
}
