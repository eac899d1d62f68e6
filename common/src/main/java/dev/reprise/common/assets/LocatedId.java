package dev.reprise.common.assets;

import java.util.Objects;
import java.util.UUID;

/**
 * The id of an asset with the bucket it is in: what finds its row in either layout.
 *
 * @param bucket bucket, in its text form
 * @param assetId time-based id
 */
public record LocatedId(String bucket, UUID assetId) {
    public LocatedId {
        Objects.requireNonNull(bucket, "bucket");
        Objects.requireNonNull(assetId, "assetId");
    }
}
