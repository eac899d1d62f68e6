package dev.reprise.bench.cassandra;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import dev.reprise.assets.Layout;
import dev.reprise.bench.Mapping;
import dev.reprise.bench.Workload;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * The statements of the baselines, bound by position: the same columns and the same fence as the product's, written
 * without its classes.
 *
 * <p>Threading: safe for any number of threads.
 */
final class Cql {

    private static final String COLUMNS =
            "asset_id, payload, WRITETIME(payload), WRITETIME(schema_version), TTL(payload)";

    private final AssetDatabase database;
    private final boolean bucketed;
    private final PreparedStatement buckets;
    private final PreparedStatement page;
    private final PreparedStatement range;
    private final PreparedStatement list;
    private final PreparedStatement one;
    private final PreparedStatement update;

    Cql(AssetDatabase database) {
        this.database = database;
        this.bucketed = database.tables().layout() == Layout.BUCKETED;
        var tables = database.tables();
        String table = database.qualified(tables.table());
        String ids = bucketed ? table : database.qualified(tables.indexTable());
        String partition = "asset_type = ? AND bucket = ?";
        String row = bucketed ? partition + " AND asset_id = ?" : "asset_id = ?";
        buckets = database.prepare(
                "SELECT bucket FROM " + database.qualified(tables.bucketTable()) + " WHERE asset_type = ?");
        page = database.prepare("SELECT asset_id FROM " + ids + " WHERE " + partition);
        range = bucketed
                ? database.prepare("SELECT " + COLUMNS + " FROM " + table + " WHERE " + partition
                        + " AND asset_id >= ? AND asset_id <= ?")
                : page;
        list = bucketed ? page : database.prepare("SELECT " + COLUMNS + " FROM " + table + " WHERE asset_id IN ?");
        one = database.prepare("SELECT " + COLUMNS + " FROM " + table + " WHERE " + row);
        update = database.prepare("UPDATE " + table + " USING TTL ? AND TIMESTAMP ?"
                + " SET payload = ?, schema_version = ?, last_job = ? WHERE " + row);
    }

    List<String> buckets(String assetType) {
        return database.session().execute(buckets.bind(assetType)).all().stream()
                .map(row -> row.getString(0))
                .toList();
    }

    /** Returns the ids of a partition, newest first; the driver reads ahead page by page. */
    ResultSet ids(AssetPartition partition, int pageSize) {
        return database.session()
                .execute(page.bind(partition.assetType(), partition.bucket()).setPageSize(pageSize));
    }

    CompletionStage<AsyncResultSet> range(AssetPartition partition, UUID lowest, UUID highest) {
        return database.session().executeAsync(range.bind(partition.assetType(), partition.bucket(), lowest, highest));
    }

    /** Rows that are a partition each. */
    CompletionStage<AsyncResultSet> list(List<UUID> assetIds) {
        return database.session().executeAsync(list.bind(assetIds));
    }

    /** Blocks. */
    Row one(AssetPartition partition, UUID assetId) {
        Row row = database.session().execute(select(partition, assetId)).one();
        return AssetDatabase.present(row, "of a row");
    }

    /** Blocks. */
    void execute(Statement<?> statement) {
        database.session().execute(statement);
    }

    CompletionStage<AsyncResultSet> executeAsync(Statement<?> statement) {
        return database.session().executeAsync(statement);
    }

    /** Maps a row that was read, and binds its write. */
    BoundStatement update(Workload workload, AssetPartition partition, Row row, Mapping mapping) {
        var payload = AssetDatabase.present(row.getBytesUnsafe(1), "payload");
        long written = Math.max(row.getLong(2), row.getLong(3)) + 1;
        UUID assetId = AssetDatabase.present(row.getUuid(0), "asset_id");
        BoundStatement bound = update.bind()
                .setInt(0, row.getInt(4))
                .setLong(1, written)
                .setBytesUnsafe(2, mapping.apply(workload, payload))
                .setInt(3, workload.toVersion())
                .setString(4, "baseline");
        return bucketed
                ? bound.setString(5, partition.assetType())
                        .setString(6, partition.bucket())
                        .setUuid(7, assetId)
                : bound.setUuid(5, assetId);
    }

    static BatchStatement batch(List<BoundStatement> updates) {
        BatchStatementBuilder batch =
                BatchStatement.builder(DefaultBatchType.UNLOGGED).setIdempotence(true);
        updates.forEach(batch::addStatement);
        return batch.build();
    }

    private BoundStatement select(AssetPartition partition, UUID assetId) {
        return bucketed ? one.bind(partition.assetType(), partition.bucket(), assetId) : one.bind(assetId);
    }
}
