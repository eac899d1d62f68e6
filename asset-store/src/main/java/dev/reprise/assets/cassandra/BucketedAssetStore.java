package dev.reprise.assets.cassandra;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import dev.reprise.assets.AssetStore;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.FencedWrite;
import dev.reprise.common.async.Cancellation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * Rows clustered in partitions of (type, bucket). A group of rows is one read and one unlogged batch within one
 * partition, which Cassandra applies as one mutation.
 *
 * <p>Threading: safe for any number of threads; only the constructor blocks, to prepare statements.
 */
final class BucketedAssetStore implements AssetStore {

    private final StatementContext context;
    private final SelectAssets selectAssets;
    private final UpdateAsset updateAsset;
    private final ConditionalWrites conditionalWrites;

    BucketedAssetStore(StatementContext context) {
        this.context = context;
        this.selectAssets = new SelectAssets(context);
        this.updateAsset = new UpdateAsset(context);
        this.conditionalWrites = new ConditionalWrites(context);
    }

    @Override
    public CompletionStage<Map<UUID, Asset>> read(AssetPartition partition, List<UUID> assetIds) {
        return selectAssets.execute(partition, assetIds);
    }

    @Override
    public CompletionStage<Void> write(AssetPartition partition, List<FencedWrite> writes) {
        if (writes.size() == 1) {
            return context.session()
                    .executeAsync(updateAsset.bind(partition, writes.get(0)))
                    .thenApply(rows -> null);
        }
        BatchStatementBuilder batch = BatchStatement.builder(DefaultBatchType.UNLOGGED)
                .setIdempotence(true)
                .setConsistencyLevel(context.consistency());
        writes.forEach(write -> batch.addStatement(updateAsset.bind(partition, write)));
        return context.session().executeAsync(batch.build()).thenApply(rows -> null);
    }

    @Override
    public CompletionStage<Set<UUID>> writeIfUnchanged(
            AssetPartition partition, List<FencedWrite> writes, Cancellation cancellation) {
        return conditionalWrites.execute(partition, partition, writes, cancellation);
    }
}
