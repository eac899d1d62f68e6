package dev.reprise.bench.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.bench.EachOnce;
import dev.reprise.bench.Items;
import dev.reprise.bench.PlainRow;
import dev.reprise.bench.ProcessorTask;
import dev.reprise.bench.RowSource;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.wire.Json;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code fill-index}: every row gets its entry in a table by title, at its write time. Each title is a partition, as in most
 * reverse indexes, so each entry is a request.
 *
 * <p>Threading: one thread, which blocks.
 */
public final class FillIndexTask implements ProcessorTask {

    private static final String TABLE = "item_by_title";

    /** A connection of the driver carries no more than 1,024 requests. */
    private static final BucketReader.Pages PAGES = new BucketReader.Pages(128, 768, true);

    private static final int PAGE = 5_000;

    private final AssetDatabase database;
    private final Items items;
    private final RowSource rows;
    private final PreparedStatement insert;
    private final PreparedStatement all;

    /** Makes the table, in a database that stays the caller's to close and has the rows. */
    public FillIndexTask(AssetDatabase database, Items items) {
        this.database = database;
        this.items = items;
        this.rows = new BucketReader(database, PAGES);
        database.execute("CREATE TABLE IF NOT EXISTS " + table()
                + " (title text, item timeuuid, bucket text, PRIMARY KEY (title, item))");
        this.insert = database.prepare(
                "INSERT INTO " + table() + " (title, item, bucket) VALUES (?, ?, ?) USING TIMESTAMP ?");
        this.all = database.prepare("SELECT title, item, bucket, WRITETIME(bucket) FROM " + table());
    }

    @Override
    public Items items() {
        return items;
    }

    @Override
    public String prepare(String contestant) {
        database.execute("TRUNCATE " + table());
        return TABLE;
    }

    @Override
    public void loop(String target) {
        rows.read(items.assetType(), this::insert);
    }

    private CompletionStage<?> insert(AssetPartition partition, List<PlainRow> page) {
        return CompletableFuture.allOf(page.stream()
                .map(row -> database.session()
                        .executeAsync(insert.bind(title(row), row.assetId(), partition.bucket(), row.writtenAtMicros()))
                        .toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }

    private static String title(PlainRow row) {
        return Json.read(row.payloadBytes(), JsonNode.class).path("title").textValue();
    }

    @Override
    public Map<String, Object> request(String target) {
        return Map.of(
                "name",
                "fill-index",
                "table",
                target,
                "columns",
                Map.of("title", "/title", "item", "asset_id", "bucket", "bucket"));
    }

    @Override
    public void verify(String target) {
        var entries = new EachOnce(items);
        database.session().execute(all.bind().setPageSize(PAGE)).forEach(row -> {
            var item = AssetDatabase.present(row.getUuid(1), "item");
            entries.found(
                    item,
                    index -> items.title(index).equals(row.getString(0))
                            && items.partition(index).bucket().equals(row.getString(2))
                            && row.getLong(3) == items.writtenAtMicros());
        });
        entries.require("the table " + TABLE);
    }

    private String table() {
        return database.qualified(TABLE);
    }
}
