package dev.reprise.worker.writeback;

import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.FencedWrite;
import dev.reprise.common.async.Cancellation;
import dev.reprise.processor.Applied;
import dev.reprise.processor.Sink;
import dev.reprise.worker.load.Retry;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Adds patience to a fence: what may succeed later is repeated, under the same fence. */
public final class RetryingWriteBack implements Sink<FencedWrite> {

    private final Sink<FencedWrite> writeBack;
    private final Retry retry;

    /** Decorates a fence. */
    public RetryingWriteBack(Sink<FencedWrite> writeBack, Retry retry) {
        this.writeBack = writeBack;
        this.retry = retry;
    }

    @Override
    public CompletionStage<List<Applied>> apply(
            AssetPartition partition, List<FencedWrite> writes, long readAtNanos, Cancellation cancellation) {
        return retry.untilDone(() -> writeBack.apply(partition, writes, readAtNanos, cancellation), cancellation);
    }
}
