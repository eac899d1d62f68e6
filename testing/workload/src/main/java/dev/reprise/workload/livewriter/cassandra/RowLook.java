package dev.reprise.workload.livewriter.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.reprise.workload.livewriter.AssetKey;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.util.concurrent.CompletionStage;

/**
 * Looks whether an asset is there. The row stamp of a job alone is no asset.
 *
 * <p>Threading: safe for any number of threads; only the constructor blocks, to prepare the statement.
 */
public final class RowLook {

    private final AssetDatabase database;
    private final RowKey rowKey;
    private final PreparedStatement statement;

    /**
     * Prepares the statement; the tables must exist.
     *
     * @param database stays the caller's to close
     */
    public RowLook(AssetDatabase database) {
        var tables = database.tables();
        this.database = database;
        this.rowKey = new RowKey(tables.layout());
        this.statement = database.prepare(
                "SELECT " + AssetDatabase.quoted(tables.columns().schemaVersion()) + " FROM "
                        + database.qualified(tables.table()) + " WHERE " + database.rowCondition());
    }

    /** Returns whether there is a row with a schema version. */
    public CompletionStage<Boolean> isThere(AssetKey key) {
        return database.session()
                .executeAsync(rowKey.bind(statement.bind(), key))
                .thenApply(rows -> {
                    var row = rows.one();
                    return row != null && !row.isNull(0);
                });
    }
}
