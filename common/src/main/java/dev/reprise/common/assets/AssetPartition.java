package dev.reprise.common.assets;

import java.util.Objects;

/**
 * The part of the assets that shares type and bucket; one Cassandra partition where rows are clustered.
 *
 * @param assetType asset type
 * @param bucket bucket, in its text form
 */
public record AssetPartition(String assetType, String bucket) {
    public AssetPartition {
        Objects.requireNonNull(assetType, "assetType");
        Objects.requireNonNull(bucket, "bucket");
    }
}
