package dev.reprise.common.assets.cassandra;

import dev.reprise.common.assets.AssetIndex;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.BucketPattern;
import dev.reprise.common.assets.IdRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

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
        CompletionStage<List<Entry>> some(String assetType, List<UUID> assetIds);
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
    public CompletionStage<List<Entry>> versions(String assetType, List<UUID> assetIds) {
        return versions(assetType, assetIds, new HashMap<>()).thenApply(found -> assetIds.stream()
                .map(found::get)
                .filter(Objects::nonNull)
                .toList());
    }

    /** Reads the rows a few at a time: a page of them at once would take the database for itself. */
    private CompletionStage<Map<UUID, Entry>> versions(String assetType, List<UUID> assetIds, Map<UUID, Entry> found) {
        if (assetIds.isEmpty()) {
            return CompletableFuture.completedFuture(found);
        }
        int now = Math.min(assetIds.size(), ROWS_AT_ONCE_MAX);
        return versions.some(assetType, assetIds.subList(0, now)).thenComposeAsync(entries -> {
            entries.forEach(entry -> found.put(entry.assetId(), entry));
            return versions(assetType, assetIds.subList(now, assetIds.size()), found);
        });
    }

    /** In the layout {@code bucketed}: versions stand beside the ids. */
    private static final class BesideIds implements Versions {

        private final BucketPattern pattern;
        private final SelectIdPage selectIdPageWithVersions;
        private final SelectVersions selectVersions;

        BesideIds(StatementContext context) {
            this.pattern = context.tables().bucketPattern();
            this.selectIdPageWithVersions = new SelectIdPage(context, true);
            this.selectVersions = new SelectVersions(context);
        }

        @Override
        public CompletionStage<Page> page(IdRange range, int limit) {
            return selectIdPageWithVersions.execute(range, limit);
        }

        @Override
        public CompletionStage<List<Entry>> some(String assetType, List<UUID> assetIds) {
            Map<String, List<UUID>> byBucket = new HashMap<>();
            assetIds.forEach(id -> byBucket.computeIfAbsent(pattern.bucketOf(id), unseen -> new ArrayList<>())
                    .add(id));
            List<CompletableFuture<List<Entry>>> reads = new ArrayList<>();
            byBucket.forEach((bucket, ids) -> reads.add(selectVersions
                    .execute(new AssetPartition(assetType, bucket), ids)
                    .toCompletableFuture()));
            return Driver.all(reads)
                    .thenApply(read -> read.stream().flatMap(List::stream).toList());
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
            return CassandraAssetIndex.this.page(range, limit).thenCompose(found -> versions(
                            range.partition().assetType(),
                            found.entries().stream().map(Entry::assetId).toList())
                    .thenApply(entries -> new Page(entries, found.last(), found.exhausted())));
        }

        @Override
        public CompletionStage<List<Entry>> some(String assetType, List<UUID> assetIds) {
            return selectVersions.execute(assetType, assetIds);
        }
    }
}
