package dev.reprise.assets.cassandra;

import static dev.reprise.assets.cassandra.Driver.quoted;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import dev.reprise.assets.AssetTables;
import dev.reprise.assets.StatementKind;
import java.util.concurrent.CompletionStage;

/**
 * What every statement is prepared with.
 *
 * @param session open session
 * @param tables names of tables and columns
 * @param bucket the bucket column as the schema has it
 * @param consistency for reads and writes alike: a stale read can only make us lose, but never often
 */
record StatementContext(CqlSession session, AssetTables tables, BucketColumn bucket, ConsistencyLevel consistency) {

    /**
     * A group of rows comes in one page, and is smaller than it ({@link ReplicaGroups#LIMIT}); the driver's default of 5,000
     * may be more than a server allows.
     */
    private static final int PAGE_ROWS = 256;

    /** Prepares a statement whose repetition is harmless, which all of ours are. */
    PreparedStatement prepare(StatementKind kind, String cql) {
        return session.prepare(statement(kind, cql));
    }

    /** Does the same without blocking. */
    CompletionStage<PreparedStatement> prepareAsync(StatementKind kind, String cql) {
        return session.prepareAsync(statement(kind, cql));
    }

    private SimpleStatement statement(StatementKind kind, String cql) {
        return SimpleStatement.builder(kind.comment() + cql)
                .setIdempotence(true)
                .setPageSize(PAGE_ROWS)
                .setConsistencyLevel(consistency)
                .build();
    }

    /** Returns how far lightweight transactions agree: within the datacenter when reads and writes stay there. */
    ConsistencyLevel serialConsistency() {
        return consistency.isDcLocal() ? DefaultConsistencyLevel.LOCAL_SERIAL : DefaultConsistencyLevel.SERIAL;
    }

    AssetTables.Columns columns() {
        return tables.columns();
    }

    /** Returns the table of rows, qualified and quoted. */
    String table() {
        return qualified(tables.table());
    }

    /** Returns the table that lists the ids of a bucket, qualified and quoted. */
    String idTable() {
        return switch (tables.layout()) {
            case BUCKETED -> table();
            case INDEXED -> qualified(tables.indexTable());
        };
    }

    String bucketTable() {
        return qualified(tables.bucketTable());
    }

    private String qualified(String name) {
        return quoted(tables.keyspace()) + "." + quoted(name);
    }
}
