package dev.reprise.assets.cassandra;

import static dev.reprise.assets.cassandra.Driver.quoted;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.reprise.assets.Layout;
import dev.reprise.assets.StatementKind;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.FencedWrite;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The conditional write: version, payload and stamp in one statement, if all three are what was read. A row that is gone
 * fulfils no condition, so none is revived. There is no timestamp: Cassandra gives the one of its own ballot.
 *
 * <p>The stamp is among the conditions although live writers do not touch it: it tells a row that we wrote already from
 * one that a live writer has put back to the old values, when the answer to an earlier attempt was lost.
 */
final class UpdateAssetIfUnchanged {

    private final StatementContext context;
    private final PreparedStatement statement;

    UpdateAssetIfUnchanged(StatementContext context) {
        this.context = context;
        var columns = context.columns();
        String type = quoted(columns.assetType());
        String bucket = quoted(columns.bucket());
        String id = quoted(columns.assetId());
        String payload = quoted(columns.payload());
        String version = quoted(columns.schemaVersion());
        String stamp = quoted(columns.lastJob());
        String byPartition = context.tables().layout() == Layout.BUCKETED
                ? type + " = :" + type + " AND " + bucket + " = :" + bucket + " AND "
                : "";
        this.statement = context.prepare(
                StatementKind.UPDATE_ROWS_IF,
                "UPDATE " + context.table() + " USING TTL :ttl SET "
                        + payload + " = :new_payload, " + version + " = :new_version, " + stamp + " = :job WHERE "
                        + byPartition + id + " = :" + id + " IF " + payload + " = :read_payload AND "
                        + version + " = :read_version AND " + stamp + " = :read_job");
    }

    BoundStatement bind(AssetPartition partition, FencedWrite write) {
        var columns = context.columns();
        Asset read = write.read();
        BoundStatement bound = statement
                .bind()
                .setInt("ttl", write.ttlSeconds())
                .setBytesUnsafe("new_payload", write.payload())
                .setInt("new_version", write.schemaVersion())
                .setString("job", write.job())
                .setUuid(columns.assetId(), write.assetId())
                .setBytesUnsafe("read_payload", read.payload())
                .set("read_version", read.schemaVersion(), Integer.class)
                .setString("read_job", read.lastJob())
                .setSerialConsistencyLevel(context.serialConsistency());
        if (context.tables().layout() == Layout.INDEXED) {
            return bound;
        }
        return context.bucket().bind(bound.setString(columns.assetType(), partition.assetType()), partition.bucket());
    }

    /** What a row was found to be when the conditions of a request did not all hold. */
    enum Found {
        /** What was read: some other row of the request is at fault. */
        UNCHANGED,
        /** What this write makes of it: an earlier attempt was applied, and its answer lost. */
        WRITTEN,
        /** Something else. */
        CHANGED
    }

    /**
     * Judges the row that came with the answer "not applied".
     *
     * @param row with the columns of the conditions; {@code null} when there is no such row any more
     */
    Found found(FencedWrite write, @Nullable Row row) {
        var columns = context.columns();
        if (row == null || !row.getColumnDefinitions().contains(columns.payload())) {
            return Found.CHANGED;
        }
        ByteBuffer payload = row.getBytesUnsafe(columns.payload());
        Integer version = row.get(columns.schemaVersion(), Integer.class);
        String stamp = row.getString(columns.lastJob());
        if (write.payload().equals(payload)
                && Objects.equals(write.schemaVersion(), version)
                && write.job().equals(stamp)) {
            return Found.WRITTEN;
        }
        Asset read = write.read();
        return Objects.equals(read.payload(), payload)
                        && Objects.equals(read.schemaVersion(), version)
                        && Objects.equals(read.lastJob(), stamp)
                ? Found.UNCHANGED
                : Found.CHANGED;
    }
}
