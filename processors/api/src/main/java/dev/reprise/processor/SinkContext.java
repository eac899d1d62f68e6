package dev.reprise.processor;

import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.FencedWrite;
import dev.reprise.common.assets.IndexEntry;
import dev.reprise.common.async.Cancellation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** What a worker offers to sinks. */
public interface SinkContext {

    /** Returns the sink that writes rows back, under the fence, with its retries. */
    Sink<FencedWrite> rows();

    /**
     * Returns the sink that deletes rows as they were read, with its retries: whatever is written later survives. An effect is
     * the row as it was decided about.
     */
    default Sink<Asset> deletions() {
        throw new UnsupportedOperationException("this context deletes no rows");
    }

    /**
     * Returns the sink that writes and removes entries of tables beside the assets, with its retries: at the write time of
     * their asset, and not when the asset has ended meanwhile.
     */
    default Sink<IndexEntry> entries() {
        throw new UnsupportedOperationException("this context writes no entries");
    }

    /**
     * Reads rows once more, with retries, as an effect may need.
     *
     * @param partition type and bucket of all of them
     * @param assetIds at least one, without repetition
     */
    default CompletionStage<Rereading> reread(
            AssetPartition partition, List<UUID> assetIds, Cancellation cancellation) {
        throw new UnsupportedOperationException("this context reads no rows");
    }

    /**
     * Rows as they were read once more.
     *
     * @param rows those that exist, by id
     * @param atNanos a moment before they were read, see {@link Sink#apply}
     */
    record Rereading(Map<UUID, Asset> rows, long atNanos) {
        public Rereading {
            rows = Map.copyOf(rows);
        }
    }

    /**
     * Looks whether there is a topic and the worker may write to it; none is ever created. A sink asks before it tells of
     * any {@link Message}, for each of its calls: an answer costs nothing for some seconds.
     *
     * @return completes exceptionally when Kafka cannot be reached
     */
    CompletionStage<Boolean> canSendTo(String topic);

    /**
     * Reads rows again, to learn which are there now. Not cancelled with the task: whoever has written something must be able
     * to look whether it still holds.
     *
     * @param assetIds at least one, without repetition
     * @return completes with the ids of those that are there; exceptionally when the database cannot be reached
     */
    default CompletionStage<Set<UUID>> present(AssetPartition partition, List<UUID> assetIds) {
        return reread(partition, assetIds, new Cancellation()).thenApply(reread -> reread.rows().values().stream()
                .filter(row -> !row.isStampAlone())
                .map(Asset::assetId)
                .collect(Collectors.toUnmodifiableSet()));
    }

    /** Returns the worker's patience. */
    default Patience patience() {
        throw new UnsupportedOperationException("this context has no patience");
    }
}
