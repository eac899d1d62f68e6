package dev.reprise.workload.sample.cassandra;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import dev.reprise.assets.Layout;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends the rows of one (type, bucket) in as few requests as the layout allows.
 *
 * <p>Threading: one thread.
 */
final class RowWriter {

    private final Requests requests;
    private final InsertAsset insertAsset;
    private final InsertBucket insertBucket;
    private final @Nullable InsertIndexEntry insertIndexEntry;

    RowWriter(AssetDatabase database) {
        this.requests = new Requests(database.session());
        this.insertAsset = new InsertAsset(database);
        this.insertBucket = new InsertBucket(database);
        this.insertIndexEntry = database.tables().layout() == Layout.INDEXED ? new InsertIndexEntry(database) : null;
    }

    /**
     * Sends some rows of one type and bucket.
     *
     * @param first whether they are the first of their bucket
     */
    void send(List<NewRow> rows, boolean first) {
        if (first) {
            requests.send(insertBucket.bind(rows.get(0).partition()));
        }
        if (insertIndexEntry == null) {
            requests.send(batch(rows, insertAsset::bind));
        } else {
            requests.send(batch(rows, insertIndexEntry::bind));
            rows.forEach(row -> requests.send(insertAsset.bind(row)));
        }
    }

    /** Waits until every row is acknowledged. */
    void awaitAll() {
        requests.awaitAll();
    }

    private static BatchStatement batch(List<NewRow> rows, Function<NewRow, BoundStatement> binding) {
        BatchStatementBuilder batch = BatchStatement.builder(DefaultBatchType.UNLOGGED)
                .setIdempotence(true)
                .setConsistencyLevel(ConsistencyLevel.LOCAL_QUORUM);
        rows.forEach(row -> batch.addStatement(binding.apply(row)));
        return batch.build();
    }
}
