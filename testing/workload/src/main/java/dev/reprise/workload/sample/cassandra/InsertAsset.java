package dev.reprise.workload.sample.cassandra;

import static dev.reprise.workload.sample.cassandra.AssetDatabase.quoted;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.reprise.assets.Layout;

/**
 * A whole row, with its row marker: version and payload in one statement, as the contract asks of live writers.
 *
 * <p>Threading: immutable; only the constructor blocks.
 */
public final class InsertAsset {

    private final boolean bucketed;
    private final PreparedStatement statement;

    /** Prepares the statement. */
    public InsertAsset(AssetDatabase database) {
        var tables = database.tables();
        var columns = tables.columns();
        this.bucketed = tables.layout() == Layout.BUCKETED;
        this.statement = database.prepare("INSERT INTO " + database.qualified(tables.table()) + " ("
                + quoted(columns.assetType()) + ", "
                + (bucketed ? quoted(columns.bucket()) + ", " : "")
                + quoted(columns.assetId()) + ", "
                + quoted(columns.schemaVersion()) + ", "
                + quoted(columns.payload())
                + ") VALUES (:type, " + (bucketed ? ":bucket, " : "")
                + ":id, :version, :payload) USING TTL :ttl AND TIMESTAMP :written");
    }

    /** Binds a row. */
    public BoundStatement bind(NewRow row) {
        BoundStatement bound = statement
                .bind()
                .setString("type", row.partition().assetType())
                .setUuid("id", row.assetId())
                .setInt("version", row.schemaVersion())
                .setBytesUnsafe("payload", row.payload())
                .setInt("ttl", row.ttlSeconds())
                .setLong("written", row.timestampMicros());
        return bucketed ? bound.setString("bucket", row.partition().bucket()) : bound;
    }
}
