package dev.reprise.assets.cassandra;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import dev.reprise.assets.RowDeletes;
import dev.reprise.common.assets.AssetPartition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * Deletes rows that are clustered in partitions of (type, bucket): a group is one read, and one mutation.
 *
 * <p>Threading: safe for any number of threads; only the constructor blocks, to prepare statements.
 */
final class BucketedRowDeletes implements RowDeletes {

    private final StatementContext context;
    private final RegularColumns regular;
    private final SelectWriteTimes selectWriteTimes;
    private final DeleteAsset deleteAsset;

    BucketedRowDeletes(StatementContext context, RegularColumns regular) {
        this.context = context;
        this.regular = regular;
        this.selectWriteTimes = new SelectWriteTimes(context, regular);
        this.deleteAsset = new DeleteAsset(context);
    }

    @Override
    public Optional<String> refusal() {
        return regular.change();
    }

    @Override
    public CompletionStage<Map<UUID, Long>> writeTimes(AssetPartition partition, List<UUID> assetIds) {
        return selectWriteTimes.execute(partition, assetIds);
    }

    /** The verification finds what is written again: whatever lists the row is the row. */
    @Override
    public CompletionStage<Set<UUID>> delete(AssetPartition partition, Map<UUID, Long> timestamps) {
        BatchStatementBuilder batch = BatchStatement.builder(DefaultBatchType.UNLOGGED)
                .setIdempotence(true)
                .setConsistencyLevel(context.consistency());
        timestamps.forEach((assetId, time) -> batch.addStatement(deleteAsset.bind(partition, assetId, time)));
        return context.session().executeAsync(batch.build()).thenApply(rows -> Set.of());
    }
}
