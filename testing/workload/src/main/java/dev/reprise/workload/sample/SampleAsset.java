package dev.reprise.workload.sample;

import dev.reprise.common.assets.AssetPartition;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.UUID;

/**
 * An asset of the sample, as it stands in the table before anybody changes it.
 *
 * <p>Threading: immutable if nobody moves the position of the payload; read it through a duplicate.
 *
 * @param index number of the asset in the sample, from 0
 * @param partition asset type and bucket
 * @param assetId time-based id
 * @param schemaVersion always 1
 * @param payload UTF-8 JSON, backed by an array; shared between the editions of a film
 * @param writtenAtMicros write time of the row, microseconds since the epoch: that of its creation, long ago
 */
public record SampleAsset(
        long index,
        AssetPartition partition,
        UUID assetId,
        int schemaVersion,
        ByteBuffer payload,
        long writtenAtMicros) {
    public SampleAsset {
        Objects.requireNonNull(partition, "partition");
        Objects.requireNonNull(assetId, "assetId");
        Objects.requireNonNull(payload, "payload");
    }
}
