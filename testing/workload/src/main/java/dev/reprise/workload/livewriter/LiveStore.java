package dev.reprise.workload.livewriter;

import java.util.concurrent.CompletionStage;

/**
 * Where live operations go.
 *
 * <p>Threading: safe for any number of threads; does not block.
 */
public interface LiveStore {

    /**
     * Carries out an operation.
     *
     * @return completes when it is acknowledged; after a failure it may have been applied or not, or may still be
     */
    CompletionStage<Void> apply(Operation operation);
}
