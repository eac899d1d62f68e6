package dev.reprise.workload.sample.cassandra;

import static dev.reprise.workload.sample.cassandra.AssetDatabase.quoted;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;

/**
 * The entry that lists a row's id under its type and bucket; only in the layout {@code indexed}.
 *
 * <p>Threading: immutable; only the constructor blocks.
 */
public final class InsertIndexEntry {

    private final PreparedStatement statement;

    /** Prepares the statement. */
    public InsertIndexEntry(AssetDatabase database) {
        var tables = database.tables();
        var columns = tables.columns();
        this.statement = database.prepare("INSERT INTO " + database.qualified(tables.indexTable()) + " ("
                + quoted(columns.assetType()) + ", " + quoted(columns.bucket()) + ", " + quoted(columns.assetId())
                + ") VALUES (:type, :bucket, :id) USING TIMESTAMP :written");
    }

    /** Binds the entry of a row. */
    public BoundStatement bind(NewRow row) {
        return statement
                .bind()
                .setString("type", row.partition().assetType())
                .setString("bucket", row.partition().bucket())
                .setUuid("id", row.assetId())
                .setLong("written", row.timestampMicros());
    }
}
