package dev.reprise.bench.cassandra;

import dev.reprise.cli.invocation.FailedException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A bounded number of operations under way, each of some weight; the first failure ends all.
 *
 * <p>Threading: any thread adds; one waits for all; operations end on any.
 */
final class InFlight {

    private final int max;
    private final Semaphore free;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    InFlight(int max) {
        this.max = max;
        this.free = new Semaphore(max);
    }

    /** Waits until there is room. */
    void acquire(int weight) {
        free.acquireUninterruptibly(weight);
        throwIfFailed();
    }

    /** Gives the room back when an operation is over. */
    void release(int weight, CompletionStage<?> operation) {
        var unused = operation.whenComplete((done, error) -> {
            if (error != null) {
                failure.compareAndSet(null, error);
            }
            free.release(weight);
        });
    }

    /** Adds an operation that has begun; waits when there is no room for the next. */
    void add(int weight, CompletionStage<?> operation) {
        acquire(weight);
        release(weight, operation);
    }

    /** Waits until all are over; the driver's timeout bounds each. */
    void awaitAll() {
        free.acquireUninterruptibly(max);
        free.release(max);
        throwIfFailed();
    }

    private void throwIfFailed() {
        Throwable first = failure.get();
        if (first != null) {
            throw new FailedException("an operation of a baseline failed: " + first, first);
        }
    }
}
