package dev.reprise.assets.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.reprise.assets.StatementKind;
import dev.reprise.common.assets.TableShape;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The columns of a table, as the node that answers has them at that moment. */
final class SelectColumns {

    private static final Map<String, TableShape.Kind> KINDS = Map.of(
            "partition_key", TableShape.Kind.KEY,
            "clustering", TableShape.Kind.KEY,
            "static", TableShape.Kind.STATIC,
            "regular", TableShape.Kind.REGULAR);

    /** The primary key first and in its order: the columns of the partition key before those of the clustering. */
    private static final Comparator<Found> KEY_FIRST = Comparator.comparing(
                    Found::column, Comparator.comparing(TableShape.Column::kind))
            .thenComparing(found -> !found.isPartitionKey())
            .thenComparing(Found::position);

    private final StatementContext context;
    private final PreparedStatement statement;

    /** A column with its place in the key. */
    private record Found(TableShape.Column column, boolean isPartitionKey, int position) {}

    SelectColumns(StatementContext context) {
        this.context = context;
        this.statement = context.prepare(
                StatementKind.SELECT_SCHEMA,
                "SELECT column_name, kind, position, type FROM system_schema.columns"
                        + " WHERE keyspace_name = ? AND table_name = ?");
    }

    /** Returns the columns, those of the primary key first and in its order; none where there is no such table or view. */
    CompletionStage<List<TableShape.Column>> execute(String keyspace, String table) {
        var bound = statement.bind(keyspace, table);
        return context.session()
                .executeAsync(bound)
                .thenCompose(rows -> Driver.collect(rows, SelectColumns::found))
                .thenApply(found ->
                        found.stream().sorted(KEY_FIRST).map(Found::column).toList());
    }

    private static Found found(Row row) {
        String kind = Driver.present(row.getString("kind"), "kind");
        var column = new TableShape.Column(
                Driver.present(row.getString("column_name"), "column_name"),
                Driver.present(row.getString("type"), "type"),
                Driver.present(KINDS.get(kind), "kind"));
        return new Found(column, kind.equals("partition_key"), row.getInt("position"));
    }
}
