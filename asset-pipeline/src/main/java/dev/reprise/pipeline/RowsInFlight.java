package dev.reprise.pipeline;

import dev.reprise.pipeline.load.Reading;

/**
 * Is told where the rows are that the pipeline has in hand.
 *
 * <p>Threading: safe for any number of threads; must not block.
 */
public interface RowsInFlight {

    /** Nobody wants to know. */
    RowsInFlight UNWATCHED = new RowsInFlight() {
        @Override
        public void read(Reading reading) {
            // Nobody wants to know.
        }

        @Override
        public void left(int rows) {
            // Nobody wants to know.
        }

        @Override
        public void cameBack(int rows) {
            // Nobody wants to know.
        }
    };

    /** A group was read. */
    void read(Reading reading);

    /** Rows wait for another system than the database, which has nothing to do for them meanwhile. */
    void left(int rows);

    /** The other system has answered for rows that had left. */
    void cameBack(int rows);
}
