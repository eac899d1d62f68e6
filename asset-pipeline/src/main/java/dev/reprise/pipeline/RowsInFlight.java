package dev.reprise.pipeline;

import dev.reprise.pipeline.load.Reading;

/**
 * Is told where the rows are that the pipeline has in hand.
 *
 * <p>Threading: safe for any number of threads; must not block.
 */
public interface RowsInFlight {

    /** Nobody wants to know. */
    RowsInFlight UNWATCHED = new RowsInFlight() {};

    /** A group was read. */
    default void read(Reading reading) {}

    /** Rows wait for another system than the database, which has nothing to do for them meanwhile. */
    default void left(int rows) {}

    /** The other system has answered for rows that had left. */
    default void cameBack(int rows) {}
}
