package dev.reprise.assets.cassandra;

import dev.reprise.assets.AssetStore;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.FencedWrite;
import dev.reprise.common.async.Cancellation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Rows in partitions of their own. A group is read by lists of ids that share a replica, and written row by row, side by
 * side: a batch of several partitions would only make one node do what the driver does.
 *
 * <p>Threading: safe for any number of threads; only the constructor blocks, to prepare statements.
 */
final class IndexedAssetStore implements AssetStore {

    private final StatementContext context;
    private final SelectAssetsById selectAssets;
    private final UpdateAsset updateAsset;
    private final ConditionalWrites conditionalWrites;

    IndexedAssetStore(StatementContext context) {
        this.context = context;
        this.selectAssets = new SelectAssetsById(context);
        this.updateAsset = new UpdateAsset(context);
        this.conditionalWrites = new ConditionalWrites(context);
    }

    @Override
    public CompletionStage<Map<UUID, Asset>> read(AssetPartition partition, List<UUID> assetIds) {
        return selectAssets.execute(partition.assetType(), assetIds);
    }

    @Override
    public CompletionStage<Void> write(AssetPartition partition, List<FencedWrite> writes) {
        List<CompletableFuture<?>> all = new ArrayList<>(writes.size());
        for (FencedWrite write : writes) {
            all.add(context.session()
                    .executeAsync(updateAsset.bind(partition, write))
                    .toCompletableFuture());
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new));
    }

    @Override
    public CompletionStage<Set<UUID>> writeIfUnchanged(
            AssetPartition partition, List<FencedWrite> writes, Cancellation cancellation) {
        List<CompletableFuture<Set<UUID>>> all = new ArrayList<>(writes.size());
        for (FencedWrite write : writes) {
            all.add(conditionalWrites
                    .execute(partition, write.assetId(), List.of(write), cancellation)
                    .toCompletableFuture());
        }
        return Driver.all(all).thenApply(changed -> {
            Set<UUID> ids = new HashSet<>();
            changed.forEach(ids::addAll);
            return ids;
        });
    }
}
