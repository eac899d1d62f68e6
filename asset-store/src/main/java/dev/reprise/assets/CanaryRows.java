package dev.reprise.assets;

import java.util.concurrent.CompletionStage;

/**
 * Rows of our own beside the assets. They are read and written to see how quick the database is for everybody.
 *
 * <p>Threading: safe for any number of threads; never blocks.
 */
public interface CanaryRows extends AutoCloseable {

    /**
     * How many rows there are. Each is a partition of its own, so they lie all over the ring: of 50 nodes, each is the
     * first replica of five of them on average.
     */
    int COUNT = 256;

    /** Reads a row; whether it is there does not matter. */
    CompletionStage<?> read(int row);

    /** Writes a row over what it was. */
    CompletionStage<?> write(int row);

    /** Ends the connections. */
    @Override
    void close();
}
