package dev.reprise.localstack.livewriter;

/**
 * What a live writer does next.
 *
 * <p>Threading: called by the writer's thread alone.
 */
@FunctionalInterface
public interface OperationSource {

    /** Returns the next operation, to be sent now. Operations on one asset have rising timestamps unless meant not to. */
    Operation next();
}
