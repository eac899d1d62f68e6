package dev.reprise.assets.cassandra;

import static dev.reprise.assets.cassandra.Driver.quoted;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.reprise.assets.StatementKind;
import dev.reprise.common.assets.AssetPartition;
import java.util.UUID;

/** The end of an id in the table that lists the ids of a bucket, at the timestamp at which its row ended. */
final class DeleteListedId {

    private final StatementContext context;
    private final PreparedStatement statement;

    DeleteListedId(StatementContext context) {
        this.context = context;
        var columns = context.columns();
        String type = quoted(columns.assetType());
        String bucket = quoted(columns.bucket());
        String id = quoted(columns.assetId());
        this.statement = context.prepare(
                StatementKind.DELETE_ROWS,
                "DELETE FROM " + context.idTable() + " USING TIMESTAMP :written WHERE " + type + " = :" + type + " AND "
                        + bucket + " = :" + bucket + " AND " + id + " = :" + id);
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
