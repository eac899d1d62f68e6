package dev.reprise.workload.sample.cassandra;

import static dev.reprise.workload.sample.cassandra.AssetDatabase.quoted;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.reprise.common.assets.AssetPartition;

/**
 * A bucket in use by a type. Written before the first row goes into it, so that no row is ever out of sight.
 *
 * <p>Threading: immutable; only the constructor blocks.
 */
public final class InsertBucket {

    private final PreparedStatement statement;

    /** Prepares the statement. */
    public InsertBucket(AssetDatabase database) {
        var tables = database.tables();
        var columns = tables.columns();
        this.statement = database.prepare("INSERT INTO " + database.qualified(tables.bucketTable()) + " ("
                + quoted(columns.assetType()) + ", " + quoted(columns.bucket()) + ") VALUES (:type, :bucket)");
    }

    /** Binds a bucket. */
    public BoundStatement bind(AssetPartition partition) {
        return statement.bind().setString("type", partition.assetType()).setString("bucket", partition.bucket());
    }
}
