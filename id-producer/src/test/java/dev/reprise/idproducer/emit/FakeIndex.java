package dev.reprise.idproducer.emit;

import dev.reprise.assets.AssetIndex;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.IdRange;
import dev.reprise.common.assets.LocatedId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Ids 0 to n-1 of each bucket, all of version 1 unless said otherwise; pages downwards as Cassandra does. */
public final class FakeIndex implements AssetIndex {
    final Map<String, Integer> sizes = new HashMap<>();
    final Set<String> awayBuckets = new HashSet<>();
    final Map<UUID, Integer> versions = new HashMap<>();

    /** The one bucket that has the row of an id; any where nothing is said. */
    final Map<UUID, String> buckets = new HashMap<>();

    @Nullable
    RuntimeException away;

    /** As {@link #away}, but thrown rather than returned. */
    @Nullable
    RuntimeException thrown;

    /** The buckets that rows are said to be in. */
    @Override
    public CompletionStage<List<AssetPartition>> partitions(String assetType) {
        return CompletableFuture.completedFuture(buckets.values().stream()
                .distinct()
                .map(bucket -> new AssetPartition(assetType, bucket))
                .toList());
    }

    @Override
    public CompletionStage<List<AssetPartition>> partitions() {
        throw new UnsupportedOperationException("planning is done");
    }

    @Override
    public CompletionStage<Page> page(IdRange range, int limit) {
        return pageWithVersions(range, limit);
    }

    @Override
    public CompletionStage<Page> pageWithVersions(IdRange range, int limit) {
        if (thrown != null) {
            throw thrown;
        }
        if (away != null) {
            return CompletableFuture.failedFuture(away);
        }
        if (awayBuckets.contains(range.partition().bucket())) {
            return CompletableFuture.failedFuture(new IllegalStateException("away"));
        }
        List<Entry> found = new ArrayList<>();
        int size = sizes.getOrDefault(range.partition().bucket(), 0);
        for (int i = size - 1; i >= 0 && found.size() < limit; i--) {
            UUID id = id(i);
            if (id.timestamp() < range.below().timestamp()) {
                found.add(new Entry(id, versions.getOrDefault(id, 1)));
            }
        }
        return CompletableFuture.completedFuture(Page.of(found, limit));
    }

    @Override
    public CompletionStage<Map<LocatedId, Entry>> versions(String assetType, List<LocatedId> assets) {
        Map<LocatedId, Entry> rows = new LinkedHashMap<>();
        assets.stream()
                .filter(asset -> versions.containsKey(asset.assetId()))
                .filter(asset -> asset.bucket().equals(buckets.getOrDefault(asset.assetId(), asset.bucket())))
                .forEach(asset -> rows.put(asset, new Entry(asset.assetId(), versions.get(asset.assetId()))));
        return CompletableFuture.completedFuture(rows);
    }

    /** Time-based, in the order of the number. */
    static UUID id(int number) {
        return new UUID(((long) number << 32) | 0x1000L, 0x8080_8080_8080_8080L);
    }
}
