package dev.reprise.worker.writeback;

import dev.reprise.assets.FencedWrite;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.async.Cancellation;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The fence under which rows are written back, and what is put around it. */
public interface WriteBack {

    /**
     * Writes some rows of one partition.
     *
     * @param writes at least one, at most one an asset
     * @param readAtNanos a moment before the rows were read, in the attempt that found them, by the clock that only goes forward
     * @param cancellation no request begins after it
     * @return completes with the result of each write, in their order; exceptionally when the database cannot be reached
     *     or refuses all work
     */
    CompletionStage<List<WriteResult>> write(
            AssetPartition partition, List<FencedWrite> writes, long readAtNanos, Cancellation cancellation);
}
