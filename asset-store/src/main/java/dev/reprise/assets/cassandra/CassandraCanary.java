package dev.reprise.assets.cassandra;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import dev.reprise.assets.CanaryRows;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The canary in Cassandra, by a session of its own: pages of ids and rows of jobs do not stand before its answers.
 *
 * <p>Threading: safe for any number of threads; never blocks.
 */
public final class CassandraCanary implements CanaryRows {

    private final CqlSession session;
    private final PreparedStatement select;
    private final PreparedStatement update;

    private CassandraCanary(CqlSession session, PreparedStatement select, PreparedStatement update) {
        this.session = session;
        this.select = select;
        this.update = update;
    }

    /**
     * Connects and looks for the table.
     *
     * @param isCreated whether a table that is missing is created
     * @return fails with {@link UnusableSchemaException} where the table is missing, in words that say how to create it
     */
    public static CompletionStage<CanaryRows> open(
            CassandraSettings settings, String keyspace, String table, boolean isCreated) {
        return settings.open().thenCompose(session -> table(session, keyspace, table, isCreated)
                .thenCompose(there -> prepared(
                        session, keyspace, table, settings.consistency().level()))
                .whenComplete((rows, failure) -> {
                    if (failure != null) {
                        var unused = session.forceCloseAsync();
                    }
                }));
    }

    private static CompletionStage<?> table(CqlSession session, String keyspace, String table, boolean isCreated) {
        boolean isThere = session.getMetadata()
                .getKeyspace(CqlIdentifier.fromInternal(keyspace))
                .flatMap(found -> found.getTable(CqlIdentifier.fromInternal(table)))
                .isPresent();
        String create = CreateCanary.cql(keyspace, table);
        if (isThere) {
            return CompletableFuture.completedStage(true);
        }
        return isCreated
                ? session.executeAsync(create)
                : CompletableFuture.failedStage(
                        new UnusableSchemaException(List.of("its table is missing, create it by: " + create)));
    }

    private static CompletionStage<CanaryRows> prepared(
            CqlSession session, String keyspace, String table, ConsistencyLevel consistency) {
        return session.prepareAsync(statement(SelectCanary.cql(keyspace, table), consistency))
                .thenCombine(
                        session.prepareAsync(statement(UpdateCanary.cql(keyspace, table), consistency)),
                        (select, update) -> new CassandraCanary(session, select, update));
    }

    /** A read or a write that is repeated does no harm, and takes what it takes. */
    private static SimpleStatement statement(String cql, ConsistencyLevel consistency) {
        return SimpleStatement.builder(cql)
                .setIdempotence(true)
                .setConsistencyLevel(consistency)
                .build();
    }

    @Override
    public CompletionStage<?> read(int row) {
        return session.executeAsync(select.bind(row));
    }

    @Override
    public CompletionStage<?> write(int row) {
        return session.executeAsync(update.bind(row));
    }

    @Override
    public void close() {
        var unused = session.closeAsync();
    }
}
