package dev.reprise.idproducer.plan;

import dev.reprise.assets.AssetIndex;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.IdRange;
import dev.reprise.common.assets.LocatedId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Ids in buckets, read by ranges as Cassandra does; counts the reads. */
final class RangedIndex implements AssetIndex {

    private static final long TICKS_MIN = 10_000;

    private final Map<AssetPartition, List<UUID>> ids =
            new TreeMap<>(Comparator.comparing(AssetPartition::assetType).thenComparing(AssetPartition::bucket));
    final Map<UUID, Integer> versions = new HashMap<>();
    int reads;

    /** Whether a page ends in the middle of its range, as where Cassandra cannot read the whole at once. */
    boolean endsEarly;

    /** Adds an asset of version 1. */
    UUID add(String type, String bucket, Instant at) {
        UUID id = IdRange.of(new AssetPartition(type, bucket), at, null).lowest();
        ids.computeIfAbsent(new AssetPartition(type, bucket), unseen -> new ArrayList<>())
                .add(id);
        versions.put(id, 1);
        return id;
    }

    void empty(String type, String bucket) {
        ids.put(new AssetPartition(type, bucket), new ArrayList<>());
    }

    @Override
    public CompletionStage<List<AssetPartition>> partitions(String assetType) {
        return CompletableFuture.completedFuture(ids.keySet().stream()
                .filter(one -> one.assetType().equals(assetType))
                .toList());
    }

    @Override
    public CompletionStage<List<AssetPartition>> partitions() {
        return CompletableFuture.completedFuture(List.copyOf(ids.keySet()));
    }

    @Override
    public CompletionStage<Page> page(IdRange range, int limit) {
        reads++;
        IdRange part = range.newest(endsEarly ? Math.max(range.ticks() / 2, TICKS_MIN) : range.ticks());
        if (!part.equals(range)) {
            Page page = found(part, limit);
            return CompletableFuture.completedFuture(
                    page.exhausted() ? new Page(page.entries(), part.lowest(), false) : page);
        }
        return CompletableFuture.completedFuture(found(range, limit));
    }

    private Page found(IdRange range, int limit) {
        List<Entry> found = ids.getOrDefault(range.partition(), List.of()).stream()
                .filter(id -> id.timestamp() >= range.lowest().timestamp()
                        && id.timestamp() < range.below().timestamp())
                .sorted(Comparator.comparingLong(UUID::timestamp).reversed())
                .limit(limit)
                .map(id -> new Entry(id, null))
                .toList();
        return Page.of(found, limit);
    }

    @Override
    public CompletionStage<Page> pageWithVersions(IdRange range, int limit) {
        throw new UnsupportedOperationException("a plan reads no versions by range");
    }

    @Override
    public CompletionStage<Map<LocatedId, Entry>> versions(String assetType, List<LocatedId> assets) {
        Map<LocatedId, Entry> rows = new LinkedHashMap<>();
        for (LocatedId asset : assets) {
            boolean isThere = ids.getOrDefault(new AssetPartition(assetType, asset.bucket()), List.of())
                    .contains(asset.assetId());
            if (isThere && versions.containsKey(asset.assetId())) {
                rows.put(asset, new Entry(asset.assetId(), versions.get(asset.assetId())));
            }
        }
        return CompletableFuture.completedFuture(rows);
    }
}
