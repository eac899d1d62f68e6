package dev.reprise.idproducer.jobs;

import dev.reprise.common.assets.UnusableBucketException;
import dev.reprise.common.async.Finished;
import dev.reprise.idproducer.query.RefusedQueryException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Why a round could not be planned.
 *
 * @param isFinal whether planning again is of no use
 * @param message what a person should read
 */
record PlanFailure(boolean isFinal, String message) {

    /** Judges a plan that has failed. */
    static PlanFailure of(CompletableFuture<?> failed) {
        Throwable cause = Finished.unwrapped(Objects.requireNonNull(Finished.failure(failed)));
        return cause instanceof RefusedQueryException || cause instanceof UnusableBucketException
                ? new PlanFailure(true, "the selection cannot be read: " + cause.getMessage())
                : new PlanFailure(false, "waiting for the selection to be readable: " + cause);
    }
}
