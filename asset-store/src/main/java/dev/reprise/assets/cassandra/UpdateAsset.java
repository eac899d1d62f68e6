package dev.reprise.assets.cassandra;

import static dev.reprise.assets.cassandra.Driver.quoted;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.reprise.assets.Layout;
import dev.reprise.assets.StatementKind;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.FencedWrite;

/**
 * The fenced write: version, payload and stamp in one statement, at the timestamp of what was read plus one. An
 * {@code UPDATE} sets no row marker, so it never revives a row that a newer delete took away.
 */
final class UpdateAsset {

    private final StatementContext context;
    private final PreparedStatement statement;

    UpdateAsset(StatementContext context) {
        this.context = context;
        var columns = context.columns();
        String type = quoted(columns.assetType());
        String bucket = quoted(columns.bucket());
        String id = quoted(columns.assetId());
        String byPartition = context.tables().layout() == Layout.BUCKETED
                ? type + " = :" + type + " AND " + bucket + " = :" + bucket + " AND "
                : "";
        this.statement = context.prepare(
                StatementKind.UPDATE_ROWS,
                "UPDATE " + context.table()
                        + " USING TTL :ttl AND TIMESTAMP :written SET "
                        + quoted(columns.payload()) + " = :new_payload, "
                        + quoted(columns.schemaVersion()) + " = :new_version, "
                        + quoted(columns.lastJob()) + " = :job WHERE " + byPartition + id + " = :" + id);
    }

    BoundStatement bind(AssetPartition partition, FencedWrite write) {
        var columns = context.columns();
        // A builder is changed in place; a statement would be copied with every value.
        BoundStatementBuilder bound = statement
                .boundStatementBuilder()
                .setInt(0, write.ttlSeconds())
                .setLong(1, write.timestampMicros())
                .setBytesUnsafe(2, write.payload())
                .setInt(3, write.schemaVersion())
                .setString(4, write.job())
                .setUuid(columns.assetId(), write.assetId());
        if (context.tables().layout() == Layout.BUCKETED) {
            bound = context.bucket()
                    .bind(bound.setString(columns.assetType(), partition.assetType()), partition.bucket());
        }
        return bound.build();
    }
}
