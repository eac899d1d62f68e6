package dev.reprise.assets;

/** Is told how long each request to the database took. Called by the threads that answers arrive on; must not block. */
@FunctionalInterface
public interface RequestLatency {

    /** For whoever does not care. */
    RequestLatency IGNORED = (statement, tookNanos, failed) -> {};

    /**
     * Takes note of a request that is over.
     *
     * @param statement what it was for
     * @param tookNanos from its begin to its answer, or to its failure
     * @param failed whether it gave an error, or nothing in time
     */
    void answered(StatementKind statement, long tookNanos, boolean failed);
}
