package dev.reprise.assets;

import dev.reprise.common.assets.IndexEntry;
import dev.reprise.common.assets.TableShape;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Writes and removes entries of tables beside the assets.
 *
 * <p>Threading: safe for any number of threads; no method blocks.
 */
public interface IndexEntries {

    /**
     * Returns a table as the driver knows it, which is told of changes of the schema some time later: in the keyspace of the
     * assets, or in the one that its name begins with.
     */
    Optional<TableShape> table(String name);

    /**
     * Looks at a table, named as in {@link #table}.
     *
     * @return completes with the table as the database has it now, or with nothing where there is none; exceptionally with the
     *     exception of the database
     */
    CompletionStage<Optional<TableShape>> look(String name);

    /**
     * Says why entries of some columns cannot be written to a table. The driver is told of changes of the schema some time later:
     * what it knows is enough to say that they can.
     *
     * @param table as {@link TableShape#name}
     * @return completes with the reason in words, or with nothing when they can; exceptionally with the exception of the database
     */
    CompletionStage<Optional<String>> problem(String table, Set<String> columns);

    /**
     * Writes or removes an entry at its write time.
     *
     * @return completes when it is acknowledged; exceptionally with the exception of the database
     */
    CompletionStage<Void> apply(IndexEntry entry);
}
