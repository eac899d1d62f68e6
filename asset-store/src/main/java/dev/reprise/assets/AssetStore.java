package dev.reprise.assets;

import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.FencedWrite;
import dev.reprise.common.async.Cancellation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * Reads rows and writes them back under the fence.
 *
 * <p>Threading: safe for any number of threads; no method blocks. A stage completes exceptionally with the exception of
 * the database; whether that is worth another attempt is judged by the caller's classifier. Every operation may be
 * repeated without harm.
 */
public interface AssetStore {

    /**
     * Reads some rows of one partition.
     *
     * @param partition type and bucket of all of them
     * @param assetIds at least one, without repetition
     * @return the rows that exist, by id
     */
    CompletionStage<Map<UUID, Asset>> read(AssetPartition partition, List<UUID> assetIds);

    /**
     * Writes some rows of one partition, each at its own timestamp, all in one request where the layout allows.
     *
     * @param partition type and bucket of all of them
     * @param writes at least one, at most one an asset
     * @return completes when all are acknowledged at the configured consistency; after a failure some of them may have
     *     been applied
     */
    CompletionStage<Void> write(AssetPartition partition, List<FencedWrite> writes);

    /**
     * Writes those rows of one partition that are still what was read, by lightweight transactions, all in one request
     * where the layout allows. Not for rows that anybody writes by {@link #write} or without such transactions: the two
     * do not see each other.
     *
     * @param partition type and bucket of all of them
     * @param writes at least one, at most one an asset
     * @param cancellation what waits for others of the partition is not begun after it
     * @return completes with the ids of the rows that were changed or deleted since they were read, and are left alone;
     *     all others hold the new payload, be it by this call or by an earlier one whose answer was lost. After a failure
     *     some of them may have been applied
     */
    CompletionStage<Set<UUID>> writeIfUnchanged(
            AssetPartition partition, List<FencedWrite> writes, Cancellation cancellation);
}
