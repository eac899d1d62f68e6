package dev.reprise.common.records;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record for a topic, without the types of Kafka.
 *
 * @param headers in order; a name may come twice
 */
@SuppressWarnings("ArrayRecordComponent")
public record TopicRecord(byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {

    private static final byte[] NO_VALUE = {};

    /** A header, which may have no value. */
    public record Header(String name, byte @Nullable [] value) {}

    TopicRecord with(String name, byte @Nullable [] headerValue) {
        List<Header> all = new ArrayList<>(headers);
        all.add(new Header(name, headerValue));
        return new TopicRecord(key, value, all);
    }

    TopicRecord withKey(byte @Nullable [] other) {
        return new TopicRecord(other, value, headers);
    }

    TopicRecord withValue(byte @Nullable [] other) {
        return new TopicRecord(key, other, headers);
    }

    <T> Optional<T> readBy(RecordReader<T> reader) {
        String text = key == null ? null : new String(key, StandardCharsets.UTF_8);
        return reader.read(text, value, this::last);
    }

    private byte @Nullable [] last(String name) {
        for (int i = headers.size() - 1; i >= 0; i--) {
            if (headers.get(i).name().equals(name)) {
                byte[] found = headers.get(i).value();
                return found == null ? NO_VALUE : found;
            }
        }
        return null;
    }
}
