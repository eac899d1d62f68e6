package dev.reprise.common.assets.cassandra;

import dev.reprise.common.async.Begun;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Lets what contends for the same thing go one after the other, in the order of asking, without blocking. Holds no more
 * than what has been asked for and is not over.
 *
 * <p>Threading: safe for any number of threads.
 */
final class Turns {

    private final ConcurrentHashMap<Object, CompletableFuture<Void>> last = new ConcurrentHashMap<>();

    /**
     * Begins the action when everything asked for the same thing before is over, however it ended.
     *
     * @return completes as the action does
     */
    <T> CompletionStage<T> take(Object thing, Supplier<CompletionStage<T>> action) {
        CompletableFuture<Void> turn = new CompletableFuture<>();
        CompletableFuture<Void> before = last.put(thing, turn);
        CompletionStage<T> done =
                before == null ? Begun.stage(action) : before.thenCompose(free -> Begun.stage(action));
        return done.whenComplete((value, failure) -> {
            last.remove(thing, turn);
            turn.complete(null);
        });
    }
}
