package dev.reprise.idproducer.jobs;

import dev.reprise.assets.AssetIndex;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.IdRange;
import dev.reprise.common.assets.LocatedId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An index that knows buckets and nothing of ids. */
final class FakeIndex implements AssetIndex {

    final List<AssetPartition> partitions = new ArrayList<>();

    @Nullable
    RuntimeException away;

    /** As {@link #away}, but thrown rather than returned. */
    @Nullable
    RuntimeException thrown;

    @Override
    public CompletionStage<List<AssetPartition>> partitions(String assetType) {
        if (thrown != null) {
            throw thrown;
        }
        return away != null
                ? CompletableFuture.failedFuture(away)
                : CompletableFuture.completedFuture(partitions.stream()
                        .filter(one -> one.assetType().equals(assetType))
                        .toList());
    }

    @Override
    public CompletionStage<List<AssetPartition>> partitions() {
        return CompletableFuture.completedFuture(partitions);
    }

    @Override
    public CompletionStage<Page> page(IdRange range, int limit) {
        throw new UnsupportedOperationException("the coordinator pages nothing");
    }

    @Override
    public CompletionStage<Page> pageWithVersions(IdRange range, int limit) {
        throw new UnsupportedOperationException("the coordinator pages nothing");
    }

    @Override
    public CompletionStage<Map<LocatedId, Entry>> versions(String assetType, List<LocatedId> assets) {
        throw new UnsupportedOperationException("the coordinator reads no row");
    }
}
