package dev.reprise.worker.concurrency;

/**
 * How many rows may be in flight now.
 *
 * <p>Threading: safe for any number of threads.
 */
public interface InFlightLimit {

    /** Returns the limit. */
    int rows();

    /**
     * Takes in how long the database took for a request.
     *
     * @param endedNanos when it answered
     * @param tookNanos how long that took
     * @param rowsInFlight of this instance, at that time
     * @param failed whether it gave an error, or nothing in time
     */
    void answered(long endedNanos, long tookNanos, int rowsInFlight, boolean failed);

    /** Returns a limit that never changes. */
    static InFlightLimit fixed(int rows) {
        return new InFlightLimit() {
            @Override
            public int rows() {
                return rows;
            }

            @Override
            public void answered(long endedNanos, long tookNanos, int rowsInFlight, boolean failed) {
                // Whatever the database does, the limit stays.
            }
        };
    }
}
