package dev.reprise.common.async;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Looks at futures that are over. {@code join()} would give the same, and would wait where somebody erred: a stream thread
 * that waits stops all assets of its partitions. Here the error shows itself, and no rule has to tell one join from
 * another.
 *
 * <p>Threading: stateless; never blocks.
 */
public final class Finished {

    private Finished() {}

    /**
     * Returns the value of a future.
     *
     * @throws IllegalStateException if the future is not over, which is an error of the program
     * @throws java.util.concurrent.CompletionException if it failed, around the cause
     */
    public static <T> T result(CompletableFuture<T> future) {
        requireOver(future);
        return future.getNow(null);
    }

    /**
     * Returns what a future failed with, as its stages see it, or {@code null} if it has a value.
     *
     * @throws IllegalStateException if the future is not over, which is an error of the program
     */
    public static @Nullable Throwable failure(CompletableFuture<?> future) {
        requireOver(future);
        return Finished.<@Nullable Throwable>result(future.handle((value, failure) -> failure));
    }

    /** Looks through the wrappers that futures put around a failure. */
    public static Throwable unwrapped(Throwable failure) {
        Throwable error = failure;
        while ((error instanceof CompletionException || error instanceof ExecutionException)
                && error.getCause() != null) {
            error = error.getCause();
        }
        return error;
    }

    private static void requireOver(CompletableFuture<?> future) {
        if (!future.isDone()) {
            throw new IllegalStateException("the future is not over: " + future);
        }
    }
}
