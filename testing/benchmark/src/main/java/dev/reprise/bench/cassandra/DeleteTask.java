package dev.reprise.bench.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.reprise.bench.EachOnce;
import dev.reprise.bench.Items;
import dev.reprise.bench.PlainRow;
import dev.reprise.bench.ProcessorTask;
import dev.reprise.bench.RowSource;
import dev.reprise.cli.invocation.FailedException;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code delete}: every row is deleted at its write time. Before each run the table is emptied and loaded again, so that no run
 * reads past the tombstones of another.
 *
 * <p>Threading: one thread, which blocks.
 */
public final class DeleteTask implements ProcessorTask {

    /** What a worker sends in one request too. */
    private static final int BATCH_ROWS = 64;

    private static final BucketReader.Pages PAGES = new BucketReader.Pages(640, 2_560, false);

    private final AssetDatabase database;
    private final Items items;
    private final RowSource rows;
    private final PreparedStatement delete;

    /** Works on a database, which stays the caller's to close. */
    public DeleteTask(AssetDatabase database, Items items) {
        this.database = database;
        this.items = items;
        this.rows = new BucketReader(database, PAGES);
        this.delete = database.prepare(
                "DELETE FROM " + table() + " USING TIMESTAMP ? WHERE asset_type = ? AND bucket = ? AND asset_id = ?");
    }

    @Override
    public Items items() {
        return items;
    }

    @Override
    public String prepare(String contestant) {
        database.execute("TRUNCATE " + table());
        RowLoader.load(database, items, loaded -> {});
        var there = new EachOnce(items);
        rows.read(items.assetType(), (partition, page) -> {
            synchronized (there) {
                page.forEach(
                        row -> there.found(row.assetId(), index -> row.writtenAtMicros() == items.writtenAtMicros()));
            }
            return CompletableFuture.completedFuture(null);
        });
        there.require("the table before a run");
        return table();
    }

    @Override
    public void loop(String target) {
        rows.read(items.assetType(), this::delete);
    }

    private CompletionStage<?> delete(AssetPartition partition, List<PlainRow> page) {
        List<CompletableFuture<?>> requests = new ArrayList<>();
        for (int from = 0; from < page.size(); from += BATCH_ROWS) {
            List<BoundStatement> deletes = new ArrayList<>();
            for (PlainRow row : page.subList(from, Math.min(page.size(), from + BATCH_ROWS))) {
                deletes.add(
                        delete.bind(row.writtenAtMicros(), partition.assetType(), partition.bucket(), row.assetId()));
            }
            requests.add(database.session().executeAsync(Cql.batch(deletes)).toCompletableFuture());
        }
        return CompletableFuture.allOf(requests.toArray(CompletableFuture<?>[]::new));
    }

    @Override
    public Map<String, Object> request(String target) {
        return Map.of("name", "delete", "reason", "it is measured how long that takes");
    }

    @Override
    public boolean wantsPreview() {
        return true;
    }

    @Override
    public void verify(String target) {
        var cql = new Cql(database);
        for (String bucket : cql.buckets(items.assetType())) {
            if (cql.ids(new AssetPartition(items.assetType(), bucket), 1).one() != null) {
                throw new FailedException("the table after a run: there are still rows in the bucket " + bucket);
            }
        }
    }

    private String table() {
        return database.qualified(database.tables().table());
    }
}
