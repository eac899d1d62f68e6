package dev.reprise.service.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** How many bytes a record takes, as far as its writer can know. */
public final class RecordSize {

    /** Each header has two lengths of at most five bytes. */
    private static final int LENGTHS_BYTES_MAX = 10;

    private RecordSize() {}

    /** Returns the size of key, value and headers together. */
    public static int of(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        return length(key) + length(value) + of(headers);
    }

    /** Returns the size of headers. */
    public static int of(Headers headers) {
        int bytes = 0;
        for (Header header : headers) {
            bytes += header.key().getBytes(StandardCharsets.UTF_8).length + length(header.value()) + LENGTHS_BYTES_MAX;
        }
        return bytes;
    }

    /** Returns the length of bytes that may be missing. */
    public static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
