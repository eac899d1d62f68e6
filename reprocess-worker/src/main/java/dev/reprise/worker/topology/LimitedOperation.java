package dev.reprise.worker.topology;

import dev.reprise.common.async.Cancellation;
import dev.reprise.common.async.Finished;
import dev.reprise.worker.concurrency.InFlightLimiter;
import dev.reprise.worker.topology.async.AsyncOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntSupplier;

/**
 * Begins an operation only when the instance has room for its rows in flight; from reading to the acknowledged write it
 * counts as one, since that is how long the payloads are in memory. A group of rows too large to be in memory together
 * goes in parts.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 *
 * @param operation what is to be done
 * @param limiter shared by all tasks of the instance
 * @param groupRowsMax larger groups go in parts as well
 */
record LimitedOperation<I, O>(AsyncOperation<I, O> operation, InFlightLimiter limiter, IntSupplier groupRowsMax)
        implements AsyncOperation<I, O> {

    @Override
    public CompletionStage<List<O>> apply(List<I> group, Cancellation cancellation) {
        int most = Math.min(limiter.groupRowsMax(), groupRowsMax.getAsInt());
        if (group.size() <= most) {
            return limiter.admit(group.size(), cancellation, () -> operation.apply(group, cancellation));
        }
        List<CompletableFuture<List<O>>> parts = new ArrayList<>();
        for (int from = 0; from < group.size(); from += most) {
            List<I> part = group.subList(from, Math.min(group.size(), from + most));
            parts.add(limiter.admit(part.size(), cancellation, () -> operation.apply(part, cancellation))
                    .toCompletableFuture());
        }
        return CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> parts.stream()
                        .flatMap(part -> Finished.result(part).stream())
                        .toList());
    }

    @Override
    public void dropCancelled() {
        operation.dropCancelled();
        limiter.dropCancelled();
    }
}
