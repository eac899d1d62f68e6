package dev.reprise.assets.cassandra;

import dev.reprise.assets.AssetIndex;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.IdRange;
import dev.reprise.common.assets.LocatedId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds ids in Cassandra, in either layout.
 *
 * <p>Threading: safe for any number of threads; only the constructor blocks, to prepare statements.
 */
final class CassandraAssetIndex implements AssetIndex {

    private static final int ROWS_AT_ONCE_MAX = 256;

    private final SelectBuckets selectBuckets;
    private final SelectAllBuckets selectAllBuckets;
    private final SelectIdPage selectIdPage;
    private final Versions versions;

    /** How versions are found: the layouts differ in nothing else here. */
    private interface Versions {
        CompletionStage<Page> page(IdRange range, int limit);

        /** Returns the versions of at most {@link #ROWS_AT_ONCE_MAX} assets whose rows exist, in any order. */
        CompletionStage<Map<LocatedId, Entry>> some(String assetType, List<LocatedId> assets);
    }

    CassandraAssetIndex(StatementContext context) {
        this.selectBuckets = new SelectBuckets(context);
        this.selectAllBuckets = new SelectAllBuckets(context);
        this.selectIdPage = new SelectIdPage(context, false);
        this.versions = switch (context.tables().layout()) {
            case BUCKETED -> new BesideIds(context);
            case INDEXED -> new ById(context);
        };
    }

    @Override
    public CompletionStage<List<AssetPartition>> partitions(String assetType) {
        return selectBuckets.execute(assetType);
    }

    @Override
    public CompletionStage<List<AssetPartition>> partitions() {
        return selectAllBuckets.execute();
    }

    @Override
    public CompletionStage<Page> page(IdRange range, int limit) {
        return selectIdPage.execute(range, limit);
    }

    @Override
    public CompletionStage<Page> pageWithVersions(IdRange range, int limit) {
        return versions.page(range, limit);
    }

    @Override
    public CompletionStage<Map<LocatedId, Entry>> versions(String assetType, List<LocatedId> assets) {
        return versions(assetType, assets, new HashMap<>()).thenApply(found -> inOrder(assets, found));
    }

    private static Map<LocatedId, Entry> inOrder(List<LocatedId> assets, Map<LocatedId, Entry> found) {
        Map<LocatedId, Entry> sorted = new LinkedHashMap<>();
        for (LocatedId asset : assets) {
            Entry entry = found.get(asset);
            if (entry != null) {
                sorted.put(asset, entry);
            }
        }
        return sorted;
    }

    /** Reads the rows a few at a time: a page of them at once would take the database for itself. */
    private CompletionStage<Map<LocatedId, Entry>> versions(
            String assetType, List<LocatedId> assets, Map<LocatedId, Entry> found) {
        if (assets.isEmpty()) {
            return CompletableFuture.completedFuture(found);
        }
        int now = Math.min(assets.size(), ROWS_AT_ONCE_MAX);
        return versions.some(assetType, assets.subList(0, now)).thenComposeAsync(entries -> {
            found.putAll(entries);
            return versions(assetType, assets.subList(now, assets.size()), found);
        });
    }

    /** In the layout {@code bucketed}: versions stand beside the ids. */
    private static final class BesideIds implements Versions {

        private final SelectIdPage selectIdPageWithVersions;
        private final SelectVersions selectVersions;

        BesideIds(StatementContext context) {
            this.selectIdPageWithVersions = new SelectIdPage(context, true);
            this.selectVersions = new SelectVersions(context);
        }

        @Override
        public CompletionStage<Page> page(IdRange range, int limit) {
            return selectIdPageWithVersions.execute(range, limit);
        }

        @Override
        public CompletionStage<Map<LocatedId, Entry>> some(String assetType, List<LocatedId> assets) {
            Map<String, List<UUID>> byBucket = new LinkedHashMap<>();
            assets.forEach(asset -> byBucket.computeIfAbsent(asset.bucket(), unseen -> new ArrayList<>())
                    .add(asset.assetId()));
            List<CompletableFuture<Map<LocatedId, Entry>>> reads = new ArrayList<>();
            byBucket.forEach((bucket, ids) -> reads.add(selectVersions
                    .execute(new AssetPartition(assetType, bucket), ids)
                    .thenApply(rows -> rows.stream()
                            .collect(
                                    Collectors.toMap(row -> new LocatedId(bucket, row.assetId()), Function.identity())))
                    .toCompletableFuture()));
            return Driver.all(reads).thenApply(read -> {
                Map<LocatedId, Entry> all = new HashMap<>();
                read.forEach(all::putAll);
                return all;
            });
        }
    }

    /** In the layout {@code indexed}: rows are read by their ids. */
    private final class ById implements Versions {

        private final SelectVersionsById selectVersions;

        ById(StatementContext context) {
            this.selectVersions = new SelectVersionsById(context);
        }

        @Override
        public CompletionStage<Page> page(IdRange range, int limit) {
            String bucket = range.partition().bucket();
            return CassandraAssetIndex.this.page(range, limit).thenCompose(found -> versions(
                            range.partition().assetType(),
                            found.entries().stream()
                                    .map(entry -> new LocatedId(bucket, entry.assetId()))
                                    .toList())
                    .thenApply(rows -> new Page(List.copyOf(rows.values()), found.last(), found.exhausted())));
        }

        /** The rows are read wherever they are said to be: they live by their ids. */
        @Override
        public CompletionStage<Map<LocatedId, Entry>> some(String assetType, List<LocatedId> assets) {
            List<UUID> ids = assets.stream().map(LocatedId::assetId).distinct().toList();
            return selectVersions.execute(assetType, ids).thenApply(rows -> {
                Map<UUID, Entry> byId = rows.stream().collect(Collectors.toMap(Entry::assetId, Function.identity()));
                return assets.stream()
                        .filter(asset -> byId.containsKey(asset.assetId()))
                        .collect(Collectors.toMap(Function.identity(), asset -> byId.get(asset.assetId())));
            });
        }
    }
}
