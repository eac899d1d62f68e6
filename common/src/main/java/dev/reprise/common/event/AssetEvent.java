package dev.reprise.common.event;

import java.util.Objects;
import java.util.UUID;

/**
 * The request to process one asset, once. Its key in {@code reprocess-events} is the asset id.
 *
 * <p>Threading: immutable.
 *
 * @param job job the event belongs to
 * @param assetType asset type
 * @param bucket bucket, in its text form
 * @param assetId time-based id of the asset
 */
public record AssetEvent(String job, String assetType, String bucket, UUID assetId) {

    /** Header that carries the round as decimal text; absent in the first round, to keep the bulk of events small. */
    public static final String ROUND_HEADER = "reprise-round";

    /**
     * Header that carries the number of the {@link dev.reprise.common.job.Slice.IdShard id shard} as decimal text, where the
     * event comes from one; its dead letter finds the way back to the emitter by it.
     */
    public static final String ID_SHARD_HEADER = "reprise-id-shard";

    /**
     * Header without a value that marks the first event of a run: what follows in its partition, up to the next mark, lies
     * side by side in Cassandra and is best read at once. Nothing is wrong where it is missing.
     */
    public static final String RUN_HEADER = "reprise-run";

    public AssetEvent {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(assetType, "assetType");
        Objects.requireNonNull(bucket, "bucket");
        Objects.requireNonNull(assetId, "assetId");
    }
}
