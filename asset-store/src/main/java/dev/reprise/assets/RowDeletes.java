package dev.reprise.assets;

import dev.reprise.common.assets.AssetPartition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * Deletes rows as they were read: whatever was written later survives, whenever it arrives.
 *
 * <p>Threading: safe for any number of threads; no method blocks. A stage completes exceptionally with the exception of the
 * database. Every operation may be repeated without harm.
 */
public interface RowDeletes {

    /** A row of which only its marker is left, whose write time no statement tells. */
    long UNKNOWN = Long.MIN_VALUE;

    /**
     * Returns why nothing may be deleted any more, in words: columns came or went since the start, so not all write times
     * would be read.
     */
    Optional<String> refusal();

    /**
     * Reads when rows were written last, over all their columns but the static ones. The payload's write time alone would
     * leave a column that was written later behind, as a row without a payload.
     *
     * @param assetIds at least one, without repetition
     * @return microseconds since the epoch, or {@link #UNKNOWN}, by the ids of the rows that exist
     */
    CompletionStage<Map<UUID, Long>> writeTimes(AssetPartition partition, List<UUID> assetIds);

    /**
     * Deletes some rows, each at its own timestamp, and then what lists their ids.
     *
     * @param timestamps microseconds since the epoch by asset, at least one
     * @return completes with the ids of rows that were written again meanwhile, as far as that was looked for, when all is
     *     acknowledged; after a failure some of them may have been deleted
     */
    CompletionStage<Set<UUID>> delete(AssetPartition partition, Map<UUID, Long> timestamps);
}
