package dev.reprise.workload.sample.cassandra;

import dev.reprise.common.assets.AssetPartition;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.UUID;

/**
 * A row as a whole, the way production creates it: without a row stamp.
 *
 * <p>Threading: immutable if nobody moves the position of the payload.
 *
 * @param partition asset type and bucket
 * @param assetId time-based id
 * @param schemaVersion version of the payload
 * @param payload UTF-8 JSON
 * @param timestampMicros write time
 * @param ttlSeconds rest of the row's life; 0 for no end
 */
public record NewRow(
        AssetPartition partition,
        UUID assetId,
        int schemaVersion,
        ByteBuffer payload,
        long timestampMicros,
        int ttlSeconds) {
    public NewRow {
        Objects.requireNonNull(partition, "partition");
        Objects.requireNonNull(assetId, "assetId");
        Objects.requireNonNull(payload, "payload");
    }
}
