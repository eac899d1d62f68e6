package dev.reprise.idproducer.read;

import dev.reprise.assets.UnusableBucketException;
import dev.reprise.common.async.Begun;
import dev.reprise.common.async.Finished;
import dev.reprise.common.async.RemoteError;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes every read of what a job selects. What a read throws counts as what it returns: nothing that a database or its
 * driver does may end the thread of a task. A failure that no repetition can pass becomes an {@link UnreadableException}.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
public final class GuardedReads {

    /** Servers quote the request they refuse; the beginning says what is wrong. */
    private static final int WORDS_MAX = 1_000;

    private final Function<Throwable, RemoteError> classifier;

    /**
     * Creates the guard.
     *
     * @param classifier judges a failure of any of the systems that are read
     */
    public GuardedReads(Function<Throwable, RemoteError> classifier) {
        this.classifier = classifier;
    }

    /**
     * Makes a read.
     *
     * @return completes as the read does; exceptionally with a {@link RefusedSelectionException} where it never will, with
     *     another {@link UnreadableException} where a person must change something, with anything else where the read may be
     *     repeated
     */
    public <T> CompletableFuture<T> stage(Supplier<? extends CompletionStage<T>> read) {
        return Begun.stage(read).exceptionallyCompose(failure -> CompletableFuture.failedFuture(judged(failure)));
    }

    private Throwable judged(Throwable failure) {
        Throwable error = Finished.unwrapped(failure);
        if (error instanceof UnusableBucketException bucket) {
            return new RefusedSelectionException(String.valueOf(bucket.getMessage()));
        }
        return error instanceof UnreadableException || classifier.apply(error) == RemoteError.RETRYABLE
                ? error
                : new UnreadableException(words(error));
    }

    /** Returns what a failure says, for a person to read in the message of a job. */
    public static String words(Throwable failure) {
        Throwable error = Finished.unwrapped(failure);
        String message = error.getMessage();
        boolean isForPerson = error instanceof UnreadableException || error instanceof UnreachableException;
        String words = isForPerson && message != null
                ? message
                : error.getClass().getSimpleName() + (message == null ? "" : ": " + message);
        return words.length() <= WORDS_MAX ? words : words.substring(0, WORDS_MAX) + "…";
    }
}
