package dev.reprise.workload.livewriter;

import java.time.Duration;

/**
 * What a live writer does next.
 *
 * <p>Threading: called by the writer's thread alone.
 */
@FunctionalInterface
public interface OperationSource {

    /** Returns the next operation. Operations on one asset have rising timestamps unless meant not to. */
    Operation next();

    /**
     * Returns how long the operation that {@link #next()} gave last is held back before it is sent, though its timestamp
     * is what it is: as a write that queued somewhere. The ones behind it do not wait.
     */
    default Duration delay() {
        return Duration.ZERO;
    }
}
