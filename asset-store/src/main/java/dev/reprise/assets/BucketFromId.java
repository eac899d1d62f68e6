package dev.reprise.assets;

import dev.reprise.common.assets.LocatedId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Computes the bucket from the id: right where whoever fills the tables computes it in the same way. */
public final class BucketFromId implements AssetLocator {

    private final BucketPattern pattern;

    /** Creates the computation by a pattern. */
    public BucketFromId(BucketPattern pattern) {
        this.pattern = pattern;
    }

    @Override
    public CompletionStage<List<LocatedId>> locate(String assetType, List<UUID> assetIds) {
        return CompletableFuture.completedFuture(assetIds.stream()
                .map(id -> new LocatedId(pattern.bucketOf(id), id))
                .toList());
    }
}
