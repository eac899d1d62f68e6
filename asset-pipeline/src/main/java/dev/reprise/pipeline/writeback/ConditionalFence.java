package dev.reprise.pipeline.writeback;

import dev.reprise.assets.AssetStore;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.FencedWrite;
import dev.reprise.common.async.Cancellation;
import dev.reprise.processor.Applied;
import dev.reprise.processor.Sink;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Each row is written by a lightweight transaction, if it still is what was read. For tables whose live writers all use
 * such transactions themselves.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
public final class ConditionalFence implements Sink<FencedWrite> {

    private final AssetStore store;

    /** Creates the fence on a store. */
    public ConditionalFence(AssetStore store) {
        this.store = store;
    }

    @Override
    public CompletionStage<List<Applied>> apply(
            AssetPartition partition, List<FencedWrite> writes, long readAtNanos, Cancellation cancellation) {
        return store.writeIfUnchanged(partition, writes, cancellation).thenApply(changed -> writes.stream()
                .<Applied>map(write -> changed.contains(write.assetId()) ? Applied.OVERTAKEN : Applied.CHANGED)
                .toList());
    }
}
