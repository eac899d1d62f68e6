package dev.reprise.pipeline.writeback;

import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.async.Cancellation;
import dev.reprise.pipeline.load.Retry;
import dev.reprise.processor.Applied;
import dev.reprise.processor.Sink;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Adds patience to a sink: what may succeed later is repeated, under the same fence.
 *
 * @param <E> what is to be done about one asset
 */
public final class RetryingWriteBack<E> implements Sink<E> {

    private final Sink<E> writeBack;
    private final Retry retry;

    /** Decorates a sink. */
    public RetryingWriteBack(Sink<E> writeBack, Retry retry) {
        this.writeBack = writeBack;
        this.retry = retry;
    }

    @Override
    public CompletionStage<List<Applied>> apply(
            AssetPartition partition, List<E> effects, long readAtNanos, Cancellation cancellation) {
        return retry.untilDone(() -> writeBack.apply(partition, effects, readAtNanos, cancellation), cancellation);
    }
}
