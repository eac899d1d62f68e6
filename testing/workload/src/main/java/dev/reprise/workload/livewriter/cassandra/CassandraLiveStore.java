package dev.reprise.workload.livewriter.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Statement;
import dev.reprise.assets.Layout;
import dev.reprise.workload.livewriter.LiveStore;
import dev.reprise.workload.livewriter.Operation;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import dev.reprise.workload.sample.cassandra.InsertAsset;
import dev.reprise.workload.sample.cassandra.InsertBucket;
import dev.reprise.workload.sample.cassandra.InsertIndexEntry;
import dev.reprise.workload.sample.cassandra.NewRow;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Carries live operations out as a production service would: one statement for version and payload, a bucket announced
 * before the first row in it.
 *
 * <p>Threading: safe for any number of threads; only the constructor blocks, to prepare statements.
 */
public final class CassandraLiveStore implements LiveStore {

    private final CqlSession session;
    private final InsertAsset insertAsset;
    private final InsertBucket insertBucket;
    private final @Nullable InsertIndexEntry insertIndexEntry;
    private final UpdateAsset updateAsset;
    private final DeleteAsset deleteAsset;

    /**
     * Prepares the statements; the tables must exist.
     *
     * @param database where the assets live; stays the caller's to close
     */
    public CassandraLiveStore(AssetDatabase database) {
        this.session = database.session();
        this.insertAsset = new InsertAsset(database);
        this.insertBucket = new InsertBucket(database);
        this.insertIndexEntry = database.tables().layout() == Layout.INDEXED ? new InsertIndexEntry(database) : null;
        this.updateAsset = new UpdateAsset(database);
        this.deleteAsset = new DeleteAsset(database);
    }

    @Override
    public CompletionStage<Void> apply(Operation operation) {
        if (operation instanceof Operation.Create create) {
            return create(create);
        }
        if (operation instanceof Operation.Update update) {
            return execute(updateAsset.bind(update));
        }
        if (operation instanceof Operation.UpdateWithTtl update) {
            return execute(insertAsset.bind(row(update)));
        }
        if (operation instanceof Operation.Delete delete) {
            return execute(deleteAsset.bind(delete));
        }
        throw new IllegalStateException("no statement for " + operation.getClass());
    }

    private CompletionStage<Void> create(Operation.Create create) {
        NewRow row = row(create);
        CompletionStage<Void> announced = execute(insertBucket.bind(row.partition()));
        InsertIndexEntry index = insertIndexEntry;
        if (index != null) {
            announced = announced.thenCompose(done -> execute(index.bind(row)));
        }
        return announced.thenCompose(done -> execute(insertAsset.bind(row)));
    }

    private static NewRow row(Operation.Write write) {
        return new NewRow(
                write.key().partition(),
                write.key().assetId(),
                write.content().schemaVersion(),
                ByteBuffer.wrap(write.content().payload().getBytes(StandardCharsets.UTF_8)),
                write.timestampMicros(),
                write.ttlSeconds());
    }

    private CompletionStage<Void> execute(Statement<?> statement) {
        return session.executeAsync(statement).thenApply(rows -> null);
    }
}
