package dev.reprise.assets.cassandra;

import dev.reprise.common.async.Begun;
import dev.reprise.common.async.Cancellation;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets what contends for the same thing go one after the other, in the order of asking, without blocking. Holds no more
 * than what has been asked for and is not over. What nobody waits for when its turn comes is dropped.
 *
 * <p>Threading: safe for any number of threads; nothing is called under the lock.
 */
final class SerialByKey {

    /** What waits, by thing; a thing that is free is not there. */
    private final Map<Object, Queue<Turn<?>>> waiting = new HashMap<>();

    private record Turn<T>(Supplier<CompletionStage<T>> action, Cancellation cancellation, CompletableFuture<T> done) {

        /** Begins the action; the stage completes when it is over, however it ends. */
        CompletableFuture<?> begin() {
            return begun().whenComplete((value, failure) -> {
                if (failure == null) {
                    done.complete(value);
                } else {
                    done.completeExceptionally(failure);
                }
            });
        }

        private CompletableFuture<T> begun() {
            if (cancellation.isCancelled()) {
                return CompletableFuture.failedFuture(Cancellation.dropped());
            }
            return Begun.stage(action);
        }
    }

    /**
     * Begins the action when everything asked for the same thing before is over, however it ended.
     *
     * @param cancellation the action is not begun after it
     * @return completes as the action does
     */
    <T> CompletionStage<T> take(Object thing, Cancellation cancellation, Supplier<CompletionStage<T>> action) {
        var turn = new Turn<>(action, cancellation, new CompletableFuture<>());
        synchronized (waiting) {
            Queue<Turn<?>> others = waiting.get(thing);
            if (others != null) {
                others.add(turn);
                return turn.done();
            }
            waiting.put(thing, new ArrayDeque<>());
        }
        run(thing, turn);
        return turn.done();
    }

    /** Returns how many things somebody is at. */
    int taken() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    /** A loop, not a recursion: when the database is away, thousands of turns may be over as soon as they begin. */
    private void run(Object thing, Turn<?> first) {
        for (Turn<?> turn = first; turn != null; turn = next(thing)) {
            CompletableFuture<?> over = turn.begin();
            if (!over.isDone()) {
                var unused = over.whenComplete((value, failure) -> {
                    Turn<?> next = next(thing);
                    if (next != null) {
                        run(thing, next);
                    }
                });
                return;
            }
        }
    }

    private @Nullable Turn<?> next(Object thing) {
        synchronized (waiting) {
            Queue<Turn<?>> others = waiting.get(thing);
            Turn<?> next = others == null ? null : others.poll();
            if (next == null) {
                waiting.remove(thing);
            }
            return next;
        }
    }
}
