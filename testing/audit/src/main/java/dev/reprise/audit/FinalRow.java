package dev.reprise.audit;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row as it stands when everything is over.
 *
 * <p>Threading: immutable.
 *
 * @param assetType asset type
 * @param bucket bucket; {@code null} where rows have none
 * @param assetId id of the asset
 * @param schemaVersion version of the payload; {@code null} when the column is
 * @param payload JSON text; {@code null} when the column is
 * @param versionWrittenAt write time of the version in microseconds; 0 when it is null
 * @param payloadWrittenAt write time of the payload in microseconds; 0 when it is null
 * @param ttlSeconds rest of the payload's life; {@code null} when it has no end
 * @param lastJob the job that wrote the row last; {@code null} when none did
 * @param jobWrittenAt write time of the stamp in microseconds; 0 when it is null
 */
public record FinalRow(
        String assetType,
        @Nullable String bucket,
        UUID assetId,
        @Nullable Integer schemaVersion,
        @Nullable String payload,
        long versionWrittenAt,
        long payloadWrittenAt,
        @Nullable Integer ttlSeconds,
        @Nullable String lastJob,
        long jobWrittenAt) {
    public FinalRow {
        Objects.requireNonNull(assetType, "assetType");
        Objects.requireNonNull(assetId, "assetId");
    }
}
