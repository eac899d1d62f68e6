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

    /** Returns a table, as it is now: in the keyspace of the assets, or in the one that its name begins with. */
    Optional<TableShape> table(String name);

    /**
     * Returns why entries of some columns cannot be written to a table, in words; empty when they can.
     *
     * @param table as {@link TableShape#name}
     */
    Optional<String> problem(String table, Set<String> columns);

    /**
     * Writes or removes an entry at its write time.
     *
     * @return completes when it is acknowledged; exceptionally with the exception of the database
     */
    CompletionStage<Void> apply(IndexEntry entry);
}
