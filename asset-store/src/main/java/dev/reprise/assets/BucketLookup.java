package dev.reprise.assets;

import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.LocatedId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Reads which bucket has the row of an id, by whatever rule the tables are filled: of the buckets in use, those are tried
 * whose time the id was made in, and those whose time cannot be told. The first that has the row counts. With n shards
 * that is n reads for the ids of one time bucket.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
public final class BucketLookup implements AssetLocator {

    /** Pairs of an id and a bucket that are tried at once; bounds the memory, not the database, see the index. */
    private static final int TRIED_AT_ONCE_MAX = 16_384;

    private final AssetIndex index;
    private final BucketPattern pattern;

    /** Creates the lookup over one pair of tables. */
    public BucketLookup(AssetIndex index, BucketPattern pattern) {
        this.index = index;
        this.pattern = pattern;
    }

    /**
     * A bucket in use.
     *
     * @param start first instant; {@code null} where it cannot be told
     * @param end first instant behind it; {@code null} likewise
     */
    private record Bucket(String name, @Nullable Instant start, @Nullable Instant end) {
        boolean mayHold(Instant createdAt) {
            return start == null || end == null || (!createdAt.isBefore(start) && createdAt.isBefore(end));
        }
    }

    @Override
    public CompletionStage<List<LocatedId>> locate(String assetType, List<UUID> assetIds) {
        if (assetIds.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        return index.partitions(assetType)
                .thenCompose(inUse -> locate(assetType, assetIds, buckets(inUse), new HashMap<>()))
                .thenApply(found -> assetIds.stream()
                        .map(id -> new LocatedId(found.getOrDefault(id, pattern.bucketOf(id)), id))
                        .toList());
    }

    private List<Bucket> buckets(List<AssetPartition> inUse) {
        return inUse.stream()
                .map(AssetPartition::bucket)
                .map(name -> new Bucket(
                        name,
                        pattern.start(name).orElse(null),
                        pattern.end(name).orElse(null)))
                .toList();
    }

    private CompletionStage<Map<UUID, String>> locate(
            String assetType, List<UUID> assetIds, List<Bucket> buckets, Map<UUID, String> found) {
        if (assetIds.isEmpty()) {
            return CompletableFuture.completedFuture(found);
        }
        // By bucket, so that the ids of one bucket are read together.
        Map<String, List<LocatedId>> tried = new TreeMap<>();
        int some = 0;
        for (int pairs = 0; some < assetIds.size() && pairs < TRIED_AT_ONCE_MAX; some++) {
            UUID id = assetIds.get(some);
            Instant createdAt = BucketPattern.createdAt(id);
            for (Bucket bucket : buckets) {
                if (bucket.mayHold(createdAt)) {
                    tried.computeIfAbsent(bucket.name(), unseen -> new ArrayList<>())
                            .add(new LocatedId(bucket.name(), id));
                    pairs++;
                }
            }
        }
        List<UUID> rest = assetIds.subList(some, assetIds.size());
        return index.versions(
                        assetType, tried.values().stream().flatMap(List::stream).toList())
                .thenComposeAsync(rows -> {
                    rows.keySet().forEach(row -> found.putIfAbsent(row.assetId(), row.bucket()));
                    return locate(assetType, rest, buckets, found);
                });
    }
}
