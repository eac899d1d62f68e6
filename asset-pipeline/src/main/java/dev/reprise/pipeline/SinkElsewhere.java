package dev.reprise.pipeline;

import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.async.Begun;
import dev.reprise.common.async.Cancellation;
import dev.reprise.processor.Applied;
import dev.reprise.processor.Sink;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Lets other rows be read while some wait for a system beside the database. Else a slow index would look like a slow database,
 * and too few rows would be under way for it.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 *
 * @param <E> what is to be done about one asset
 */
record SinkElsewhere<E>(Sink<E> sink, RowsInFlight inFlight) implements Sink<E> {

    @Override
    public CompletionStage<List<Applied>> apply(
            AssetPartition partition, List<E> effects, long readAtNanos, Cancellation cancellation) {
        inFlight.left(effects.size());
        return Begun.stage(() -> sink.apply(partition, effects, readAtNanos, cancellation))
                .whenComplete((applied, failure) -> inFlight.cameBack(effects.size()));
    }
}
