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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Tables beside the assets. What the driver does not know of them, the database is asked for: many changes of the schema, one
 * after the other, reach the driver late.
 *
 * <p>Threading: safe for any number of threads; nothing blocks. Bound: {@link
 * Prepared#STATEMENTS_MAX} statements of each kind.
 */
final class CassandraIndexEntries implements IndexEntries {

    private final StatementContext context;
    private final SelectTable isThere;
    private final SelectColumns columns;
    private final Prepared<List<Object>, WriteEntry> writes = new Prepared<>();
    private final Prepared<String, DeleteEntry> deletes = new Prepared<>();

    /** A table and its keyspace. */
    private record Named(String keyspace, String table) {

        static Named of(String name, StatementContext context) {
            int dot = name.indexOf('.');
            return new Named(dot < 0 ? context.tables().keyspace() : name.substring(0, dot), name.substring(dot + 1));
        }

        String quoted() {
            return Driver.quoted(keyspace) + "." + Driver.quoted(table);
        }

        @Override
        public String toString() {
            return keyspace + "." + table;
        }
    }

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
        this.isThere = new SelectTable(context);
        this.columns = new SelectColumns(context);
    }

    @Override
    public Optional<TableShape> table(String name) {
        var table = Named.of(name, context);
        return context.session()
                .getMetadata()
                .getKeyspace(CqlIdentifier.fromInternal(table.keyspace()))
                .flatMap(found -> found.getTable(CqlIdentifier.fromInternal(table.table())))
                .map(CassandraIndexEntries::shape);
    }

    @Override
    public CompletionStage<Optional<TableShape>> look(String name) {
        var table = Named.of(name, context);
        return isThere.execute(table.keyspace(), table.table())
                .thenCombine(
                        columns.execute(table.keyspace(), table.table()),
                        (there, found) -> there && !found.isEmpty()
                                ? Optional.of(new TableShape(table.toString(), found))
                                : Optional.empty());
    }

    @Override
    public CompletionStage<Optional<String>> problem(String table, Set<String> names) {
        Optional<String> known = problem(table, names, table(table));
        return known.isEmpty()
                ? CompletableFuture.completedFuture(known)
                : look(table).thenApply(found -> problem(table, names, found));
    }

    private static Optional<String> problem(String table, Set<String> names, Optional<TableShape> found) {
        if (found.isEmpty()) {
            return Optional.of("there is no table " + table);
        }
        List<String> missing = names.stream()
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
        String qualified = Named.of(entry.table(), context).quoted();
        List<String> names = List.copyOf(entry.columns().keySet());
        return entry.isRemoval()
                ? deletes.get(qualified, () -> key(entry.table())
                                .thenCompose(key -> DeleteEntry.prepare(context, qualified, key)))
                        .thenApply(statement -> statement.bind(entry))
                : writes.get(List.of(qualified, names), () -> WriteEntry.prepare(context, qualified, names))
                        .thenApply(statement -> statement.bind(entry));
    }

    private CompletionStage<List<String>> key(String table) {
        return look(table)
                .thenApply(found ->
                        found.orElseThrow(() -> new IllegalStateException("there is no table " + table)).key().stream()
                                .map(TableShape.Column::name)
                                .toList());
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
