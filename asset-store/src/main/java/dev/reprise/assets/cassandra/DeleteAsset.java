package dev.reprise.assets.cassandra;

import static dev.reprise.assets.cassandra.Driver.quoted;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.reprise.assets.Layout;
import dev.reprise.assets.StatementKind;
import dev.reprise.common.assets.AssetPartition;
import java.util.UUID;

/** The end of a row at a timestamp: what was written later survives. Static columns are not of the row, and stay. */
final class DeleteAsset {

    private final StatementContext context;
    private final PreparedStatement statement;

    DeleteAsset(StatementContext context) {
        this.context = context;
        var columns = context.columns();
        String type = quoted(columns.assetType());
        String bucket = quoted(columns.bucket());
        String id = quoted(columns.assetId());
        String byPartition = context.tables().layout() == Layout.BUCKETED
                ? type + " = :" + type + " AND " + bucket + " = :" + bucket + " AND "
                : "";
        this.statement = context.prepare(
                StatementKind.DELETE_ROWS,
                "DELETE FROM " + context.table() + " USING TIMESTAMP :written WHERE " + byPartition + id + " = :" + id);
    }

    BoundStatement bind(AssetPartition partition, UUID assetId, long timestampMicros) {
        var columns = context.columns();
        BoundStatementBuilder bound = statement
                .boundStatementBuilder()
                .setLong("written", timestampMicros)
                .setUuid(columns.assetId(), assetId);
        if (context.tables().layout() == Layout.BUCKETED) {
            bound = context.bucket()
                    .bind(bound.setString(columns.assetType(), partition.assetType()), partition.bucket());
        }
        return bound.build();
    }
}
