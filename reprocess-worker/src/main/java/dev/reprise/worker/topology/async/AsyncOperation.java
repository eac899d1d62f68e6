package dev.reprise.worker.topology.async;

import dev.reprise.common.async.Cancellation;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * What is done with a group of items.
 *
 * @param <I> items
 * @param <O> results
 */
@FunctionalInterface
public interface AsyncOperation<I, O> {

    /**
     * Begins the operation; must not block. It may be repeated with the same items after a crash, even while an earlier
     * run of it is still under way, and must then do no harm.
     *
     * @param group at least one item, all of one group
     * @param cancellation tells when nobody waits for the results any more: what has not begun must then be dropped
     * @return completes with one result an item, in their order; exceptionally when no result can be given, which makes
     *     the task give up and replay
     */
    CompletionStage<List<O>> apply(List<I> group, Cancellation cancellation);

    /** Called after something was cancelled: whatever waits for it in a queue must be taken out. */
    default void dropCancelled() {
        // Most have no queue.
    }
}
