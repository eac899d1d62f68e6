package dev.reprise.assets.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.reprise.assets.StatementKind;
import java.util.concurrent.CompletionStage;

/** Whether there is a table, as the node that answers has it at that moment. A view is none: nobody can write to it. */
final class SelectTable {

    private final StatementContext context;
    private final PreparedStatement statement;

    SelectTable(StatementContext context) {
        this.context = context;
        this.statement = context.prepare(
                StatementKind.SELECT_SCHEMA,
                "SELECT table_name FROM system_schema.tables WHERE keyspace_name = ? AND table_name = ?");
    }

    CompletionStage<Boolean> execute(String keyspace, String table) {
        var bound = statement.bind(keyspace, table);
        return context.session().executeAsync(bound).thenApply(rows -> rows.one() != null);
    }
}
