package dev.reprise.reindex.elasticsearch;

import dev.reprise.common.async.Begun;
import dev.reprise.common.async.Cancellation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How many bulk requests are under way: halved when Elasticsearch says that it is busy, one more after as many successes as there
 * are requests. That is the rule of TCP (additive increase, multiplicative decrease), by which many workers come to equal shares
 * without knowing of each other.
 *
 * <p>Threading: safe for any number of threads; nothing blocks. What waits is bounded by the rows that a worker has in flight.
 */
final class RequestsInFlight {

    private final int max;
    private final Deque<Waiting<?>> waiting = new ArrayDeque<>();
    private double limit;
    private int underWay;
    private long begun;
    private long begunAtHalving;

    /** Starts at the maximum. */
    RequestsInFlight(int max) {
        this.max = max;
        this.limit = max;
    }

    /** A request that has not begun. */
    private record Waiting<T>(
            Supplier<CompletionStage<T>> request, Cancellation cancellation, CompletableFuture<T> answer) {}

    /**
     * Makes a request when there is room.
     *
     * @param cancellation it is not begun after it
     */
    <T> CompletionStage<T> run(Supplier<CompletionStage<T>> request, Cancellation cancellation) {
        var next = new Waiting<>(request, cancellation, new CompletableFuture<T>());
        synchronized (this) {
            waiting.add(next);
        }
        beginAll();
        return next.answer();
    }

    /**
     * Notes how Elasticsearch has taken a request.
     *
     * @param number of the request, as {@link #number} gave it when it began
     * @param isBusy whether it, or a part of it, has to come again
     */
    synchronized void answered(long number, boolean isBusy) {
        if (!isBusy) {
            limit = Math.min(max, limit + 1 / limit);
        } else if (number > begunAtHalving) {
            // Those that were under way together tell of one and the same queue.
            limit = Math.max(1, limit / 2);
            begunAtHalving = begun;
        }
    }

    /** Returns the number of the request that has begun last. */
    synchronized long number() {
        return begun;
    }

    /** Returns how many requests may be under way. */
    synchronized int limit() {
        return (int) limit;
    }

    private void beginAll() {
        for (Waiting<?> next = next(); next != null; next = next()) {
            begin(next);
        }
    }

    private synchronized @Nullable Waiting<?> next() {
        if (underWay >= (int) limit) {
            return null;
        }
        Waiting<?> next = waiting.poll();
        if (next != null) {
            underWay++;
            begun++;
        }
        return next;
    }

    private <T> void begin(Waiting<T> next) {
        CompletableFuture<T> stage = next.cancellation().isCancelled()
                ? CompletableFuture.failedFuture(Cancellation.dropped())
                : Begun.stage(next.request());
        var unused = stage.whenComplete((answer, failure) -> {
            synchronized (this) {
                underWay--;
            }
            if (failure == null) {
                next.answer().complete(answer);
            } else {
                next.answer().completeExceptionally(failure);
            }
            beginAll();
        });
    }
}
