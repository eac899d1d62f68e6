package dev.reprise.processor;

import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.async.Cancellation;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Carries effects out. To carry one out again changes nothing: after a crash everything since the last commit comes again.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 *
 * @param <E> what is to be done about one asset
 */
@FunctionalInterface
public interface Sink<E> {

    /**
     * Carries out the effects of some rows of one partition.
     *
     * @param effects at least one, at most one an asset
     * @param readAtNanos a moment before the rows were read, in the attempt that found them, by the clock that only goes
     *     forward
     * @param cancellation no request begins after it
     * @return completes with what became of each, in their order; exceptionally when the system cannot be reached or refuses all
     *     work
     */
    CompletionStage<List<Applied>> apply(
            AssetPartition partition, List<E> effects, long readAtNanos, Cancellation cancellation);
}
