package dev.reprise.pipeline.load;

import dev.reprise.common.assets.Asset;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.UUID;

/**
 * Rows, and when they were read: a moment before the attempt that found them. Attempts that failed before do not count, or
 * they would be taken off the life of a row that was not read by them.
 *
 * @param rows those that exist, by id
 * @param atNanos by the clock that only goes forward
 * @param atMillis since the epoch
 */
public record Reading(Map<UUID, Asset> rows, long atNanos, long atMillis) {

    /** Returns how many bytes the payloads have. */
    public long payloadBytes() {
        long bytes = 0;
        for (Asset row : rows.values()) {
            ByteBuffer payload = row.payload();
            bytes += payload == null ? 0 : payload.remaining();
        }
        return bytes;
    }
}
