package dev.reprise.worker.load;

import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.AssetStore;
import dev.reprise.common.assets.FencedWrite;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Adds patience to an asset store: what may succeed later is repeated, unchanged. */
public final class RetryingAssetStore implements AssetStore {

    private final AssetStore store;
    private final Retry retry;

    /** Decorates a store. */
    public RetryingAssetStore(AssetStore store, Retry retry) {
        this.store = store;
        this.retry = retry;
    }

    @Override
    public CompletionStage<Map<UUID, Asset>> read(AssetPartition partition, List<UUID> assetIds) {
        return retry.untilDone(() -> store.read(partition, assetIds));
    }

    @Override
    public CompletionStage<Void> write(AssetPartition partition, List<FencedWrite> writes) {
        return retry.untilDone(() -> store.write(partition, writes));
    }
}
