package dev.reprise.worker.topology;

import dev.reprise.worker.throttle.Throttle;
import dev.reprise.worker.topology.async.AsyncOperation;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Begins an operation only when the instance has room for its rows in flight; from reading to the acknowledged write it
 * counts as one, since that is how long the payloads are in memory.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 *
 * @param operation what is to be done
 * @param throttle shared by all tasks of the instance
 */
record ThrottledOperation<I, O>(AsyncOperation<I, O> operation, Throttle throttle) implements AsyncOperation<I, O> {

    @Override
    public CompletionStage<List<O>> apply(List<I> group) {
        return throttle.admit(group.size(), () -> operation.apply(group));
    }
}
