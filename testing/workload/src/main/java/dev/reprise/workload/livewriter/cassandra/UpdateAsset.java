package dev.reprise.workload.livewriter.cassandra;

import static dev.reprise.workload.sample.cassandra.AssetDatabase.quoted;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.reprise.workload.livewriter.Operation;
import dev.reprise.workload.sample.cassandra.AssetDatabase;

/** A new version and payload, in one statement, for a row that exists. */
final class UpdateAsset {

    private final RowKey rowKey;
    private final PreparedStatement statement;

    UpdateAsset(AssetDatabase database) {
        var tables = database.tables();
        var columns = tables.columns();
        this.rowKey = new RowKey(tables.layout());
        this.statement =
                database.prepare("UPDATE " + database.qualified(tables.table()) + " USING TIMESTAMP :written SET "
                        + quoted(columns.schemaVersion()) + " = :version, "
                        + quoted(columns.payload()) + " = :payload WHERE " + database.rowCondition());
    }

    BoundStatement bind(Operation.Update update) {
        BoundStatement bound = statement
                .bind()
                .setLong("written", update.timestampMicros())
                .setInt("version", update.content().schemaVersion())
                .setString("payload", update.content().payload());
        return rowKey.bind(bound, update.key());
    }
}
