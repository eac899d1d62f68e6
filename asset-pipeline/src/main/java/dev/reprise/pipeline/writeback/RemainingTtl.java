package dev.reprise.pipeline.writeback;

import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.async.Cancellation;
import dev.reprise.processor.Applied;
import dev.reprise.processor.Sink;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;

/**
 * Takes the time since a row was read off what is left of its life, in whole seconds, as Cassandra counts. A row whose
 * life has ended is not written: that would bring it back. Stands within the retries, since each attempt is later than
 * the last. A replay may come to another end than the first run by a second; of two cells that differ in that alone, all
 * replicas keep the one that lives longer.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 *
 * @param <E> what is to be done about one asset
 */
public final class RemainingTtl<E> implements Sink<E> {

    private final Sink<E> writeBack;
    private final BiFunction<E, Long, Optional<E>> after;
    private final LongSupplier nanoTime;

    /**
     * Decorates a sink.
     *
     * @param after makes the same effect so many seconds later; empty when its row has ended by then
     * @param nanoTime a clock that only goes forward
     */
    public RemainingTtl(Sink<E> writeBack, BiFunction<E, Long, Optional<E>> after, LongSupplier nanoTime) {
        this.writeBack = writeBack;
        this.after = after;
        this.nanoTime = nanoTime;
    }

    @Override
    public CompletionStage<List<Applied>> apply(
            AssetPartition partition, List<E> effects, long readAtNanos, Cancellation cancellation) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - readAtNanos);
        List<Optional<E>> aged =
                effects.stream().map(effect -> after.apply(effect, seconds)).toList();
        List<E> alive = aged.stream().flatMap(Optional::stream).toList();
        if (alive.isEmpty()) {
            return CompletableFuture.completedFuture(results(aged, List.of()));
        }
        return writeBack
                .apply(partition, alive, readAtNanos, cancellation)
                .thenApply(results -> results(aged, results));
    }

    private static <E> List<Applied> results(List<Optional<E>> aged, List<Applied> resultsOfAlive) {
        Iterator<Applied> next = resultsOfAlive.iterator();
        return aged.stream()
                .map(one -> one.isPresent() ? next.next() : Applied.GONE)
                .toList();
    }
}
