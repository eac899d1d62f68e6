package dev.reprise.worker.topology.async;

/**
 * Is told how long the parts of a commit took. Called by stream threads; must not block.
 */
public interface CommitTimes {

    /** For whoever does not care. */
    CommitTimes IGNORED = new CommitTimes() {
        @Override
        public void drained(long tookNanos) {
            // Nothing is kept.
        }

        @Override
        public void committed(long tookNanos) {
            // Nothing is kept.
        }
    };

    /** A task has waited until nothing was in flight. */
    void drained(long tookNanos);

    /** Kafka has committed the transaction of a thread. */
    void committed(long tookNanos);
}
