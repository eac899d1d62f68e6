package dev.reprise.idproducer.jobs;

import dev.reprise.common.async.Finished;
import dev.reprise.idproducer.read.GuardedReads;
import dev.reprise.idproducer.read.RefusedSelectionException;
import dev.reprise.idproducer.read.UnreadableException;
import dev.reprise.processor.BlockedException;
import dev.reprise.processor.UnreachableSystemException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Why a round could not be planned.
 *
 * @param effect what becomes of the job
 * @param message what a person should read
 */
record PlanFailure(Effect effect, String message) {

    /** What a failed plan does to its job. */
    enum Effect {
        /** The plan is made again. */
        REPEAT,
        /** The job waits for a person. */
        PAUSE,
        /** The job can never be planned. */
        END
    }

    /** Judges a plan that has failed. */
    static PlanFailure of(CompletableFuture<?> failed) {
        Throwable cause = Finished.unwrapped(Objects.requireNonNull(Finished.failure(failed)));
        String words = GuardedReads.words(cause);
        if (cause instanceof BlockedException) {
            return new PlanFailure(Effect.PAUSE, "paused: " + cause.getMessage());
        }
        if (cause instanceof UnreachableSystemException) {
            return new PlanFailure(Effect.REPEAT, "waiting: " + cause.getMessage());
        }
        if (cause instanceof RefusedSelectionException) {
            return new PlanFailure(Effect.END, "the selection is refused: " + words);
        }
        return cause instanceof UnreadableException
                ? new PlanFailure(Effect.PAUSE, "paused: the selection cannot be read: " + words)
                : new PlanFailure(Effect.REPEAT, "waiting for the selection to be readable: " + words);
    }
}
