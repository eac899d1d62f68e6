package dev.reprise.assets.cassandra;

import static dev.reprise.assets.cassandra.Driver.quoted;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.reprise.assets.StatementKind;
import dev.reprise.common.assets.AssetPartition;
import java.util.UUID;

/** An id put back into the table that lists the ids of a bucket, just above the timestamp at which it was taken away. */
final class InsertListedId {

    private final StatementContext context;
    private final PreparedStatement statement;

    InsertListedId(StatementContext context) {
        this.context = context;
        var columns = context.columns();
        String type = quoted(columns.assetType());
        String bucket = quoted(columns.bucket());
        String id = quoted(columns.assetId());
        this.statement = context.prepare(
                StatementKind.DELETE_ROWS,
                "INSERT INTO " + context.idTable() + " (" + type + ", " + bucket + ", " + id + ") VALUES (:" + type
                        + ", :" + bucket + ", :" + id + ") USING TIMESTAMP :written");
    }

    BoundStatement bind(AssetPartition partition, UUID assetId, long timestampMicros) {
        var columns = context.columns();
        var bound = statement
                .boundStatementBuilder()
                .setLong("written", timestampMicros)
                .setUuid(columns.assetId(), assetId)
                .setString(columns.assetType(), partition.assetType());
        return context.bucket().bind(bound, partition.bucket()).build();
    }
}
