package dev.reprise.bench.cassandra;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import dev.reprise.assets.Layout;
import dev.reprise.bench.Items;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import dev.reprise.workload.sample.cassandra.InsertAsset;
import dev.reprise.workload.sample.cassandra.InsertBucket;
import dev.reprise.workload.sample.cassandra.InsertIndexEntry;
import dev.reprise.workload.sample.cassandra.NewRow;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Writes the rows of the benchmark in version 1. */
public final class RowLoader {

    private static final int BATCH_ROWS = 50;

    private static final int IN_FLIGHT_MAX = 64;

    private RowLoader() {}

    /** Makes the tables unless they exist, and writes the rows; blocks. */
    public static void load(AssetDatabase database, Items items, IntConsumer progress) {
        database.createTables();
        boolean indexed = database.tables().layout() == Layout.INDEXED;
        var insertBucket = new InsertBucket(database);
        var insertAsset = new InsertAsset(database);
        var insertIndexEntry = indexed ? new InsertIndexEntry(database) : null;
        var inFlight = new InFlight(IN_FLIGHT_MAX);
        List<NewRow> batch = new ArrayList<>();
        for (int index = 0; index < items.count(); index++) {
            if (items.beginsBucket(index)) {
                database.session().execute(insertBucket.bind(items.partition(index)));
            }
            batch.add(row(items, index));
            boolean last = index + 1 == items.count();
            if (batch.size() == BATCH_ROWS || last || items.beginsBucket(index + 1)) {
                if (insertIndexEntry == null) {
                    inFlight.add(1, database.session().executeAsync(batch(batch, insertAsset)));
                } else {
                    for (NewRow row : batch) {
                        inFlight.add(1, database.session().executeAsync(insertIndexEntry.bind(row)));
                        inFlight.add(1, database.session().executeAsync(insertAsset.bind(row)));
                    }
                }
                batch = new ArrayList<>();
                progress.accept(index + 1);
            }
        }
        inFlight.awaitAll();
    }

    private static NewRow row(Items items, int index) {
        return new NewRow(
                items.partition(index),
                items.assetId(index),
                1,
                ByteBuffer.wrap(items.payload(index)),
                items.writtenAtMicros(),
                0);
    }

    private static BatchStatement batch(List<NewRow> rows, InsertAsset insert) {
        BatchStatementBuilder batch =
                BatchStatement.builder(DefaultBatchType.UNLOGGED).setIdempotence(true);
        rows.forEach(row -> batch.addStatement(insert.bind(row)));
        return batch.build();
    }
}
