package dev.reprise.workload.livewriter;

import dev.reprise.common.assets.AssetPartition;
import java.util.Objects;
import java.util.UUID;

/**
 * The primary key of an asset.
 *
 * <p>Threading: immutable.
 *
 * @param partition asset type and bucket
 * @param assetId time-based id
 */
public record AssetKey(AssetPartition partition, UUID assetId) {
    public AssetKey {
        Objects.requireNonNull(partition, "partition");
        Objects.requireNonNull(assetId, "assetId");
    }
}
