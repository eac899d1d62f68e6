package dev.reprise.iceberg.session;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A record of the topic.
 *
 * <p>Threading: immutable as long as nobody changes its bytes.
 */
public final class ExportEntry {

    private final int partition;
    private final long offset;
    private final long timestampMillis;
    private final byte @Nullable [] key;
    private final byte @Nullable [] value;

    /**
     * Creates it.
     *
     * @param timestampMillis when it was sent
     * @param key {@code null} for none
     * @param value {@code null} for none
     */
    public ExportEntry(
            int partition, long offset, long timestampMillis, byte @Nullable [] key, byte @Nullable [] value) {
        this.partition = partition;
        this.offset = offset;
        this.timestampMillis = timestampMillis;
        this.key = key;
        this.value = value;
    }

    int partition() {
        return partition;
    }

    long offset() {
        return offset;
    }

    long timestampMillis() {
        return timestampMillis;
    }

    byte @Nullable [] value() {
        return value;
    }

    @Nullable
    String keyText() {
        return text(key);
    }

    @Nullable
    String valueText() {
        return text(value);
    }

    /** Returns where it is, without what it says. */
    @Override
    public String toString() {
        return partition + "/" + offset;
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
