package dev.reprise.worker.writeback;

import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.AssetStore;
import dev.reprise.common.assets.FencedWrite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A store in memory with last write wins, which can refuse rows. */
final class FakeAssetStore implements AssetStore {

    final Map<UUID, Asset> rows = new HashMap<>();
    final Set<UUID> unreadable = new TreeSet<>();
    final Set<UUID> unwritable = new TreeSet<>();
    final List<Integer> writtenGroups = new ArrayList<>();

    @Nullable
    RuntimeException away;

    @Override
    public CompletionStage<Map<UUID, Asset>> read(AssetPartition partition, List<UUID> assetIds) {
        if (away != null) {
            return CompletableFuture.failedFuture(away);
        }
        if (assetIds.stream().anyMatch(unreadable::contains)) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("cannot be read"));
        }
        Map<UUID, Asset> found = new HashMap<>(rows);
        found.keySet().retainAll(assetIds);
        return CompletableFuture.completedFuture(found);
    }

    @Override
    public CompletionStage<Void> write(AssetPartition partition, List<FencedWrite> writes) {
        if (away != null) {
            return CompletableFuture.failedFuture(away);
        }
        if (writes.stream().anyMatch(write -> unwritable.contains(write.assetId()))) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("too large"));
        }
        writtenGroups.add(writes.size());
        for (FencedWrite write : writes) {
            Asset before = rows.get(write.assetId());
            if (before == null || before.writtenAtMicros() < write.timestampMicros()) {
                rows.put(
                        write.assetId(),
                        new Asset(
                                write.assetId(),
                                write.schemaVersion(),
                                write.payload(),
                                write.timestampMicros(),
                                write.ttlSeconds() == 0 ? null : write.ttlSeconds(),
                                write.job()));
            }
        }
        return CompletableFuture.completedFuture(null);
    }
}
