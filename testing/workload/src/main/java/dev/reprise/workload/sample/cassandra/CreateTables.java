package dev.reprise.workload.sample.cassandra;

import static dev.reprise.workload.sample.cassandra.AssetDatabase.quoted;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.servererrors.CoordinatorException;
import dev.reprise.assets.Layout;
import java.util.ArrayList;
import java.util.List;

/** Keyspace and tables of the contract, by the configured names, in the configured layout. */
final class CreateTables {

    /** As production has them; a ring of fewer nodes has as many as it can. */
    private static final int COPIES_MAX = 3;

    /** Each takes a round trip to every node. */
    private static final int LOOKS_MAX = 1_000;

    private final AssetDatabase database;
    private final String bucketType;

    CreateTables(AssetDatabase database, String bucketType) {
        this.database = database;
        this.bucketType = bucketType;
    }

    void execute() {
        for (String cql : statements()) {
            database.execute(cql);
        }
        if (copies() > 1) {
            var tables = database.tables();
            awaitKnown(tables.bucketTable());
            awaitKnown(tables.table());
            if (tables.layout() == Layout.INDEXED) {
                awaitKnown(tables.indexTable());
            }
        }
    }

    private int copies() {
        return Math.min(COPIES_MAX, database.session().getMetadata().getNodes().size());
    }

    /** A node that agrees to a table may still refuse it for a moment ({@code Unknown CF}), until it has made the files of it. */
    private void awaitKnown(String table) {
        var look = SimpleStatement.newInstance("SELECT * FROM " + database.qualified(table) + " LIMIT 1")
                .setConsistencyLevel(ConsistencyLevel.ALL);
        for (int attempt = 1; ; attempt++) {
            try {
                database.session().execute(look);
                return;
            } catch (CoordinatorException unknown) {
                if (attempt == LOOKS_MAX) {
                    throw unknown;
                }
            }
        }
    }

    private List<String> statements() {
        var tables = database.tables();
        List<String> statements = new ArrayList<>();
        statements.add("CREATE KEYSPACE IF NOT EXISTS " + quoted(tables.keyspace())
                + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': " + copies() + "}");
        if (tables.layout() == Layout.BUCKETED) {
            statements.add(bucketedRows());
        } else {
            statements.add(rowsById());
            statements.add(index());
        }
        statements.add(buckets());
        return statements;
    }

    private String bucketedRows() {
        return create(database.tables().table())
                + typeAndBucket() + id() + content()
                + " PRIMARY KEY ((" + type() + ", " + bucket() + "), " + assetId() + "))"
                + newestFirst();
    }

    private String rowsById() {
        return create(database.tables().table())
                + id() + " " + type() + " text," + content()
                + " PRIMARY KEY (" + assetId() + "))";
    }

    private String index() {
        return create(database.tables().indexTable())
                + typeAndBucket() + id()
                + " PRIMARY KEY ((" + type() + ", " + bucket() + "), " + assetId() + "))"
                + newestFirst();
    }

    private String buckets() {
        return create(database.tables().bucketTable())
                + typeAndBucket()
                + " PRIMARY KEY (" + type() + ", " + bucket() + "))";
    }

    private String create(String table) {
        return "CREATE TABLE IF NOT EXISTS " + database.qualified(table) + " (";
    }

    private String typeAndBucket() {
        return type() + " text, " + bucket() + " " + bucketType + ",";
    }

    private String id() {
        return " " + assetId() + " timeuuid,";
    }

    private String content() {
        var columns = database.tables().columns();
        return " " + quoted(columns.schemaVersion()) + " int, " + quoted(columns.payload()) + " text, "
                + quoted(columns.lastJob()) + " text,";
    }

    private String newestFirst() {
        return " WITH CLUSTERING ORDER BY (" + assetId() + " DESC)";
    }

    private String type() {
        return quoted(database.tables().columns().assetType());
    }

    private String bucket() {
        return quoted(database.tables().columns().bucket());
    }

    private String assetId() {
        return quoted(database.tables().columns().assetId());
    }
}
