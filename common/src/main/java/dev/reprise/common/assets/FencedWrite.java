package dev.reprise.common.assets;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.UUID;

/**
 * A new payload for a row that was read. It is stored one microsecond above the write it was computed from, so that
 * every later live write or delete wins, whenever it arrives, and a repetition changes nothing.
 *
 * @param assetId id of the asset
 * @param schemaVersion version of the new payload
 * @param payload UTF-8 JSON
 * @param timestampMicros write time of the cells: that of what was read, plus one
 * @param ttlSeconds rest of the row's life; 0 for no end
 * @param job the job that writes; becomes the row stamp
 */
public record FencedWrite(
        UUID assetId, int schemaVersion, ByteBuffer payload, long timestampMicros, int ttlSeconds, String job) {

    public FencedWrite {
        Objects.requireNonNull(assetId, "assetId");
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(job, "job");
        if (ttlSeconds < 0) {
            throw new IllegalArgumentException("ttlSeconds must be at least 0, not " + ttlSeconds);
        }
    }

    /**
     * Makes the write that replaces what was read.
     *
     * @param read the row the new payload was computed from
     */
    public static FencedWrite replacing(Asset read, int schemaVersion, ByteBuffer payload, String job) {
        int ttl = read.ttlSeconds() == null ? 0 : read.ttlSeconds();
        return new FencedWrite(read.assetId(), schemaVersion, payload, read.writtenAtMicros() + 1, ttl, job);
    }
}
