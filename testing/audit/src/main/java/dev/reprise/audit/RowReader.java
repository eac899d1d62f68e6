package dev.reprise.audit;

import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reads the table of assets, past every service.
 *
 * <p>Threading: one thread, which blocks.
 */
@FunctionalInterface
public interface RowReader {

    /** Gives every row once, in any order. Nobody may write meanwhile. */
    void forEach(Consumer<FinalRow> consumer);

    /** Returns a reader that passes over the rows of others, where several jobs share a table. */
    default RowReader only(Predicate<FinalRow> wanted) {
        return consumer -> forEach(row -> {
            if (wanted.test(row)) {
                consumer.accept(row);
            }
        });
    }
}
