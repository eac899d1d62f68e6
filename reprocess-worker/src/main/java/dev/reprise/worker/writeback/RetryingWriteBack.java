package dev.reprise.worker.writeback;

import dev.reprise.assets.FencedWrite;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.async.Cancellation;
import dev.reprise.worker.load.Retry;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Adds patience to a fence: what may succeed later is repeated, under the same fence. */
public final class RetryingWriteBack implements WriteBack {

    private final WriteBack writeBack;
    private final Retry retry;

    /** Decorates a fence. */
    public RetryingWriteBack(WriteBack writeBack, Retry retry) {
        this.writeBack = writeBack;
        this.retry = retry;
    }

    @Override
    public CompletionStage<List<WriteResult>> write(
            AssetPartition partition, List<FencedWrite> writes, long readAtNanos, Cancellation cancellation) {
        return retry.untilDone(() -> writeBack.write(partition, writes, readAtNanos, cancellation), cancellation);
    }
}
