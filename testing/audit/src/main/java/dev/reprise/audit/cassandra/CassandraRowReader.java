package dev.reprise.audit.cassandra;

import static dev.reprise.workload.sample.cassandra.AssetDatabase.present;
import static dev.reprise.workload.sample.cassandra.AssetDatabase.quoted;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.reprise.assets.Layout;
import dev.reprise.audit.FinalRow;
import dev.reprise.audit.RowReader;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows page by page: the whole table, not going by the bucket table, so that rows no bucket tells of are found too;
 * or some of its partitions.
 *
 * <p>Threading: one thread, which blocks. Memory is one page of rows, and the next one under way.
 */
public final class CassandraRowReader implements RowReader {

    private static final int PAGE_ROWS = 500;

    private final AssetDatabase database;
    private final boolean bucketed;
    private final PreparedStatement all;

    /** Prepared where it can be asked for. */
    private final @Nullable PreparedStatement ofPartition;

    /** {@code null} for all. */
    private final @Nullable Set<AssetPartition> partitions;

    /**
     * Prepares a reader of the whole table; the tables must exist.
     *
     * @param database where the assets live; stays the caller's to close
     */
    public CassandraRowReader(AssetDatabase database) {
        this.database = database;
        this.bucketed = database.tables().layout() == Layout.BUCKETED;
        this.all = database.prepare(select());
        var columns = database.tables().columns();
        this.ofPartition = bucketed
                ? database.prepare(select() + " WHERE " + quoted(columns.assetType()) + " = :type AND "
                        + quoted(columns.bucket()) + " = :bucket")
                : null;
        this.partitions = null;
    }

    private CassandraRowReader(CassandraRowReader other, Set<AssetPartition> partitions) {
        this.database = other.database;
        this.bucketed = other.bucketed;
        this.all = other.all;
        this.ofPartition = other.ofPartition;
        this.partitions = partitions;
    }

    /**
     * Returns a reader of some partitions. In the layout {@code indexed}, whose rows have none, it scans the table and
     * goes by type and id.
     */
    public CassandraRowReader within(Collection<AssetPartition> some) {
        return new CassandraRowReader(this, Set.copyOf(some));
    }

    @Override
    public void forEach(Consumer<FinalRow> consumer) {
        Set<AssetPartition> some = partitions;
        PreparedStatement statement = ofPartition;
        if (some == null) {
            read(all.bind(), consumer);
        } else if (statement == null) {
            var buckets = database.tables().bucketPattern();
            read(all.bind(), row -> {
                if (some.contains(new AssetPartition(row.assetType(), buckets.bucketOf(row.assetId())))) {
                    consumer.accept(row);
                }
            });
        } else {
            some.forEach(one -> read(
                    statement.bind().setString("type", one.assetType()).setString("bucket", one.bucket()), consumer));
        }
    }

    private void read(BoundStatement statement, Consumer<FinalRow> consumer) {
        database.session().execute(statement.setPageSize(PAGE_ROWS)).forEach(row -> consumer.accept(row(row)));
    }

    private String select() {
        var tables = database.tables();
        var columns = tables.columns();
        String version = quoted(columns.schemaVersion());
        String payload = quoted(columns.payload());
        String job = quoted(columns.lastJob());
        return "SELECT " + quoted(columns.assetType()) + " AS t, "
                + (bucketed ? quoted(columns.bucket()) + " AS b, " : "")
                + quoted(columns.assetId()) + " AS id, "
                + version + " AS v, WRITETIME(" + version + ") AS vw, "
                + payload + " AS p, WRITETIME(" + payload + ") AS pw, TTL(" + payload + ") AS ttl, "
                + job + " AS job, WRITETIME(" + job + ") AS jw FROM " + database.qualified(tables.table());
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
                row.getString("job"),
                row.getLong("jw"));
    }
}
