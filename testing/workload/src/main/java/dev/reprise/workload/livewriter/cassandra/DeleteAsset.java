package dev.reprise.workload.livewriter.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.reprise.workload.livewriter.Operation;
import dev.reprise.workload.sample.cassandra.AssetDatabase;

/**
 * The end of a row. In the layout {@code indexed} its entry in the index stays, as it may in production between the two
 * writes of a delete.
 */
final class DeleteAsset {

    private final RowKey rowKey;
    private final PreparedStatement statement;

    DeleteAsset(AssetDatabase database) {
        var tables = database.tables();
        this.rowKey = new RowKey(tables.layout());
        this.statement = database.prepare("DELETE FROM " + database.qualified(tables.table())
                + " USING TIMESTAMP :written WHERE " + database.rowCondition());
    }

    BoundStatement bind(Operation.Delete delete) {
        return rowKey.bind(statement.bind().setLong("written", delete.timestampMicros()), delete.key());
    }
}
