package dev.reprise.workload.livewriter.cassandra;

import static dev.reprise.workload.sample.cassandra.AssetDatabase.quoted;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.reprise.assets.Layout;
import dev.reprise.workload.livewriter.AssetKey;
import dev.reprise.workload.livewriter.Operation;
import dev.reprise.workload.sample.cassandra.AssetDatabase;

/**
 * A new version and payload, in one statement. Where there is no row any more, it makes one: so a type that is not of the key is
 * written as well.
 */
final class UpdateAsset {

    private final RowKey rowKey;
    private final boolean writesType;
    private final PreparedStatement statement;

    UpdateAsset(AssetDatabase database) {
        var tables = database.tables();
        var columns = tables.columns();
        this.rowKey = new RowKey(tables.layout());
        this.writesType = tables.layout() == Layout.INDEXED;
        String type = writesType ? quoted(columns.assetType()) + " = :type, " : "";
        this.statement = database.prepare(
                "UPDATE " + database.qualified(tables.table()) + " USING TIMESTAMP :written SET " + type
                        + quoted(columns.schemaVersion()) + " = :version, "
                        + quoted(columns.payload()) + " = :payload WHERE " + database.rowCondition());
    }

    BoundStatement bind(Operation.Update update) {
        BoundStatement bound = statement
                .bind()
                .setLong("written", update.timestampMicros())
                .setInt("version", update.content().schemaVersion())
                .setString("payload", update.content().payload());
        AssetKey key = update.key();
        return rowKey.bind(writesType ? bound.setString("type", key.partition().assetType()) : bound, key);
    }
}
