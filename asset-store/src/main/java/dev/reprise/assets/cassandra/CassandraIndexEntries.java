package dev.reprise.assets.cassandra;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import dev.reprise.assets.IndexEntries;
import dev.reprise.common.assets.IndexEntry;
import dev.reprise.common.assets.TableShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Tables beside the assets, as the driver knows them: it is told of changes of the schema within about a second.
 *
 * <p>Threading: safe for any number of threads; nothing blocks. Bound: {@link
 * Prepared#STATEMENTS_MAX} statements of each kind.
 */
final class CassandraIndexEntries implements IndexEntries {

    private final StatementContext context;
    private final Prepared<List<Object>, WriteEntry> writes = new Prepared<>();
    private final Prepared<String, DeleteEntry> deletes = new Prepared<>();

    /** Statements that are prepared once; one that cannot be is tried again. Beyond the bound, all are prepared anew. */
    private static final class Prepared<K, S> {

        private static final int STATEMENTS_MAX = 256;

        private final Map<K, CompletionStage<S>> statements = new ConcurrentHashMap<>();

        CompletionStage<S> get(K key, Supplier<CompletionStage<S>> prepare) {
            if (statements.size() >= STATEMENTS_MAX && !statements.containsKey(key)) {
                statements.clear();
            }
            CompletionStage<S> prepared = statements.computeIfAbsent(key, unseen -> prepare.get());
            return prepared.whenComplete((statement, failure) -> {
                if (failure != null) {
                    statements.remove(key, prepared);
                }
            });
        }
    }

    CassandraIndexEntries(StatementContext context) {
        this.context = context;
    }

    @Override
    public Optional<TableShape> table(String name) {
        return metadata(name).map(CassandraIndexEntries::shape);
    }

    @Override
    public Optional<String> problem(String table, Set<String> columns) {
        Optional<TableShape> found = table(table);
        if (found.isEmpty()) {
            return Optional.of("there is no table " + table);
        }
        List<String> missing = columns.stream()
                .filter(name -> found.get().column(name).isEmpty())
                .sorted()
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("the table " + table + " has no column " + String.join(", ", missing));
    }

    @Override
    public CompletionStage<Void> apply(IndexEntry entry) {
        return statement(entry)
                .thenCompose(bound -> context.session().executeAsync(bound))
                .thenApply(rows -> null);
    }

    private CompletionStage<BoundStatement> statement(IndexEntry entry) {
        TableMetadata table = metadata(entry.table())
                .orElseThrow(() -> new IllegalStateException("there is no table " + entry.table()));
        String qualified =
                table.getKeyspace().asCql(false) + "." + table.getName().asCql(false);
        List<String> columns = List.copyOf(entry.columns().keySet());
        return entry.isRemoval()
                ? deletes.get(qualified, () -> DeleteEntry.prepare(context, qualified, key(table)))
                        .thenApply(statement -> statement.bind(entry))
                : writes.get(List.of(qualified, columns), () -> WriteEntry.prepare(context, qualified, columns))
                        .thenApply(statement -> statement.bind(entry));
    }

    private static List<String> key(TableMetadata table) {
        return table.getPrimaryKey().stream()
                .map(column -> column.getName().asInternal())
                .toList();
    }

    private Optional<TableMetadata> metadata(String name) {
        int dot = name.indexOf('.');
        String keyspace = dot < 0 ? context.tables().keyspace() : name.substring(0, dot);
        return context.session()
                .getMetadata()
                .getKeyspace(CqlIdentifier.fromInternal(keyspace))
                .flatMap(found -> found.getTable(CqlIdentifier.fromInternal(name.substring(dot + 1))));
    }

    private static TableShape shape(TableMetadata table) {
        List<TableShape.Column> columns = new ArrayList<>();
        table.getPrimaryKey().forEach(column -> columns.add(column(column, TableShape.Kind.KEY)));
        table.getColumns().values().stream()
                .filter(column -> !table.getPrimaryKey().contains(column))
                .forEach(column -> columns.add(
                        column(column, column.isStatic() ? TableShape.Kind.STATIC : TableShape.Kind.REGULAR)));
        return new TableShape(
                table.getKeyspace().asInternal() + "." + table.getName().asInternal(), columns);
    }

    private static TableShape.Column column(ColumnMetadata column, TableShape.Kind kind) {
        return new TableShape.Column(
                column.getName().asInternal(), column.getType().asCql(true, false), kind);
    }
}
