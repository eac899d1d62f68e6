package dev.reprise.common.assets;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row as it was read, with what the fence needs.
 *
 * <p>Threading: immutable if nobody moves the position of the payload; read it through a duplicate.
 *
 * @param assetId id of the asset
 * @param schemaVersion version of the payload; {@code null} when the column is
 * @param payload UTF-8 JSON as stored, backed by an array; {@code null} when the column is
 * @param writtenAtMicros newest write time of payload and version, microseconds since the epoch; 0 when both are null
 * @param ttlSeconds rest of the payload's life; {@code null} when it has no end
 * @param lastJob the job that wrote the row last; {@code null} when none did
 */
public record Asset(
        UUID assetId,
        @Nullable Integer schemaVersion,
        @Nullable ByteBuffer payload,
        long writtenAtMicros,
        @Nullable Integer ttlSeconds,
        @Nullable String lastJob) {
    public Asset {
        Objects.requireNonNull(assetId, "assetId");
    }

    /** Returns whether only our stamp is left of it, which outlives a row that a live writer has given an end after us. */
    public boolean isStampAlone() {
        return schemaVersion == null && payload == null && lastJob != null;
    }
}
