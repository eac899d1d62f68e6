package dev.reprise.bench.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.reprise.bench.PlainRow;
import dev.reprise.bench.RowSource;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Reads buckets by plain selects, some at once, each page by page.
 *
 * <p>Threading: safe for any number of threads; reading blocks.
 */
public final class BucketReader implements RowSource {

    /** As measured best on two cores. */
    private static final int BUCKETS_AT_ONCE = 3;

    private static final int PAYLOAD = 4;

    private final AssetDatabase database;
    private final Cql cql;
    private final PreparedStatement rows;
    private final Pages pages;

    /**
     * How much is read at once.
     *
     * @param pageRows rows of a page, which are handed out together
     * @param rowsInFlight rows that are handed out and not done
     * @param withPayload whether payloads are read
     */
    public record Pages(int pageRows, int rowsInFlight, boolean withPayload) {}

    /** Reads from a database, which stays the caller's to close; its tables are there. */
    public BucketReader(AssetDatabase database, Pages pages) {
        this.database = database;
        this.pages = pages;
        this.cql = new Cql(database);
        this.rows = database.prepare("SELECT asset_id, schema_version, WRITETIME(payload), WRITETIME(schema_version)"
                + (pages.withPayload ? ", payload" : "") + " FROM "
                + database.qualified(database.tables().table()) + " WHERE asset_type = ? AND bucket = ?");
    }

    @Override
    public void read(String assetType, PageWork work) {
        ExecutorService readers = Executors.newFixedThreadPool(BUCKETS_AT_ONCE);
        try {
            var buckets = new InFlight(BUCKETS_AT_ONCE);
            var inFlight = new InFlight(pages.rowsInFlight);
            for (String bucket : cql.buckets(assetType)) {
                var partition = new AssetPartition(assetType, bucket);
                buckets.acquire(1);
                buckets.release(1, CompletableFuture.runAsync(() -> read(partition, work, inFlight), readers));
            }
            buckets.awaitAll();
            inFlight.awaitAll();
        } finally {
            readers.shutdownNow();
        }
    }

    private void read(AssetPartition partition, PageWork work, InFlight inFlight) {
        List<PlainRow> page = new ArrayList<>(pages.pageRows);
        for (Row row : database.session()
                .execute(rows.bind(partition.assetType(), partition.bucket()).setPageSize(pages.pageRows))) {
            page.add(plain(row));
            if (page.size() == pages.pageRows) {
                begin(partition, page, work, inFlight);
                page = new ArrayList<>(pages.pageRows);
            }
        }
        if (!page.isEmpty()) {
            begin(partition, page, work, inFlight);
        }
    }

    private static void begin(AssetPartition partition, List<PlainRow> page, PageWork work, InFlight inFlight) {
        inFlight.acquire(page.size());
        inFlight.release(page.size(), work.begin(partition, page));
    }

    private PlainRow plain(Row row) {
        return new PlainRow(
                AssetDatabase.present(row.getUuid(0), "asset_id"),
                row.getInt(1),
                Math.max(row.getLong(2), row.getLong(3)),
                pages.withPayload ? row.getBytesUnsafe(PAYLOAD) : null);
    }
}
