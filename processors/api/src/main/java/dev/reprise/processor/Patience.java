package dev.reprise.processor;

import dev.reprise.common.async.Cancellation;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The patience of a worker with systems that its sinks write to, the same as with the database: pauses grow and have jitter,
 * and it ends while the task can still give up in order. Then the events are processed again, as long as it takes.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
public interface Patience {

    /**
     * Does something until it no longer fails with an {@link UnreachableSystemException}.
     *
     * @param cancellation no attempt begins after it
     * @return completes with its result; exceptionally with another failure at once, or with the last one when the patience
     *     has run out
     */
    <T> CompletionStage<T> untilDone(Supplier<CompletionStage<T>> action, Cancellation cancellation);

    /** Returns the time of a clock that only goes forward, in nanoseconds: the one that tells when rows were read. */
    long nanoTime();
}
