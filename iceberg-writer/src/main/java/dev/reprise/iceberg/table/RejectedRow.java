package dev.reprise.iceberg.table;

import dev.reprise.common.wire.Json;
import dev.reprise.common.wire.ShortText;
import org.jspecify.annotations.Nullable;

/**
 * A record that belongs into no table, and why. It goes into the writer's own table, where an operator finds it.
 *
 * <p>Threading: immutable.
 *
 * @param partition of the topic
 * @param offset in the partition
 * @param timestampMillis when the record was sent
 * @param reason for a person; cut to {@link #REASON_CHARS_MAX}
 * @param key as text; {@code null} for none
 * @param value as text; {@code null} for none
 */
public record RejectedRow(
        int partition, long offset, long timestampMillis, String reason, @Nullable String key, @Nullable String value) {

    private static final int REASON_CHARS_MAX = 1_000;

    public RejectedRow {
        reason = ShortText.of(reason, REASON_CHARS_MAX);
    }

    /** Prints it, to be kept until it is committed. */
    public byte[] bytes() {
        return Json.bytes(this);
    }

    static RejectedRow read(byte[] bytes) {
        return Json.read(bytes, RejectedRow.class);
    }
}
