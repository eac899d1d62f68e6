package dev.reprise.localstack.audit.cassandra;

import static dev.reprise.localstack.sample.cassandra.AssetDatabase.present;
import static dev.reprise.localstack.sample.cassandra.AssetDatabase.quoted;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.reprise.common.assets.Layout;
import dev.reprise.localstack.audit.FinalRow;
import dev.reprise.localstack.audit.RowReader;
import dev.reprise.localstack.sample.cassandra.AssetDatabase;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Scans the whole table of rows, page by page; does not go by the bucket table, so that rows no bucket tells of are
 * found too.
 *
 * <p>Threading: one thread, which blocks. Memory is one page of rows, and the next one under way.
 */
public final class CassandraRowReader implements RowReader {

    private static final int PAGE_ROWS = 500;

    private final AssetDatabase database;
    private final boolean bucketed;
    private final PreparedStatement statement;

    /**
     * Prepares the statement; the tables must exist.
     *
     * @param database where the assets live; stays the caller's to close
     */
    public CassandraRowReader(AssetDatabase database) {
        this.database = database;
        var tables = database.tables();
        var columns = tables.columns();
        this.bucketed = tables.layout() == Layout.BUCKETED;
        String version = quoted(columns.schemaVersion());
        String payload = quoted(columns.payload());
        this.statement = database.prepare("SELECT " + quoted(columns.assetType()) + " AS t, "
                + (bucketed ? quoted(columns.bucket()) + " AS b, " : "")
                + quoted(columns.assetId()) + " AS id, "
                + version + " AS v, WRITETIME(" + version + ") AS vw, "
                + payload + " AS p, WRITETIME(" + payload + ") AS pw, TTL(" + payload + ") AS ttl, "
                + quoted(columns.lastJob()) + " AS job FROM " + database.qualified(tables.table()));
    }

    @Override
    public void forEach(Consumer<FinalRow> consumer) {
        database.session().execute(statement.bind().setPageSize(PAGE_ROWS)).forEach(row -> consumer.accept(row(row)));
    }

    private FinalRow row(Row row) {
        @Nullable String assetType = row.getString("t");
        return new FinalRow(
                // A plain column in one layout: null there is a row that no writer of ours leaves.
                assetType == null ? "" : assetType,
                bucketed ? row.getString("b") : null,
                present(row.getUuid("id"), "of the asset id"),
                row.get("v", Integer.class),
                row.getString("p"),
                row.getLong("vw"),
                row.getLong("pw"),
                row.get("ttl", Integer.class),
                row.getString("job"));
    }
}
