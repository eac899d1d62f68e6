package dev.reprise.assets;

import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.AssetRows;
import dev.reprise.common.assets.IdRange;
import dev.reprise.common.assets.LocatedId;
import dev.reprise.common.async.Repeated;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Rows with their write times, read as a worker reads them: one request at a time for each call, so that a comparison of a
 * whole table does not crowd out others.
 *
 * <p>Threading: as its parts; nothing blocks.
 */
public final class WrittenRows implements AssetRows {

    private static final int PAGE = 1_000;

    /** As a worker reads them. */
    private static final int READ_AT_ONCE = 64;

    private final AssetIndex index;
    private final AssetStore store;
    private final AssetLocator locator;

    /** Reads by these. */
    public WrittenRows(AssetIndex index, AssetStore store, AssetLocator locator) {
        this.index = index;
        this.store = store;
        this.locator = locator;
    }

    @Override
    public CompletionStage<List<AssetPartition>> partitions(String assetType) {
        return index.partitions(assetType);
    }

    @Override
    public CompletionStage<Page> page(IdRange range) {
        return index.page(range, PAGE).thenCompose(page -> read(range.partition(), ids(page))
                .thenApply(written -> new Page(written, page.last(), page.exhausted())));
    }

    private static List<UUID> ids(AssetIndex.Page page) {
        return page.entries().stream().map(AssetIndex.Entry::assetId).toList();
    }

    @Override
    public CompletionStage<Map<UUID, Long>> writtenAt(String assetType, Collection<UUID> assetIds) {
        Map<UUID, Long> written = new HashMap<>();
        if (assetIds.isEmpty()) {
            return CompletableFuture.completedFuture(written);
        }
        return locator.locate(assetType, List.copyOf(assetIds)).thenCompose(located -> {
            Map<String, List<UUID>> byBucket = new HashMap<>();
            for (LocatedId one : located) {
                byBucket.computeIfAbsent(one.bucket(), bucket -> new ArrayList<>())
                        .add(one.assetId());
            }
            return Repeated.forEach(byBucket.entrySet(), bucket -> read(
                                    new AssetPartition(assetType, bucket.getKey()), bucket.getValue())
                            .thenAccept(written::putAll))
                    .thenApply(done -> written);
        });
    }

    private CompletionStage<Map<UUID, Long>> read(AssetPartition partition, List<UUID> ids) {
        List<List<UUID>> parts = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += READ_AT_ONCE) {
            parts.add(ids.subList(from, Math.min(ids.size(), from + READ_AT_ONCE)));
        }
        Map<UUID, Long> written = new HashMap<>();
        return Repeated.forEach(
                        parts, part -> store.read(partition, part).thenAccept(rows -> note(rows.values(), written)))
                .thenApply(done -> written);
    }

    private static void note(Collection<Asset> rows, Map<UUID, Long> written) {
        rows.stream()
                .filter(row -> row.payload() != null)
                .forEach(row -> written.put(row.assetId(), row.writtenAtMicros()));
    }

    @Override
    public CompletionStage<Optional<UUID>> newest(IdRange range) {
        return index.page(range, 1).thenCompose(page -> {
            UUID last = page.last();
            // Few pages are empty: those that narrow a range of dead rows.
            return page.entries().isEmpty() && !page.exhausted() && last != null
                    ? newest(range.below(last))
                    : CompletableFuture.completedFuture(ids(page).stream().findFirst());
        });
    }
}
