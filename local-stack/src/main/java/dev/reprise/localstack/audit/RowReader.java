package dev.reprise.localstack.audit;

import java.util.function.Consumer;

/**
 * Reads the table of assets, past every service.
 *
 * <p>Threading: one thread, which blocks.
 */
@FunctionalInterface
public interface RowReader {

    /** Gives every row once, in any order. Nobody may write meanwhile. */
    void forEach(Consumer<FinalRow> consumer);
}
