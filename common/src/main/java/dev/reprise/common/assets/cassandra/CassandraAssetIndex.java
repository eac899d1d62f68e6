package dev.reprise.common.assets.cassandra;

import dev.reprise.common.assets.AssetIndex;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.IdRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /** How versions are found beside ids: the layouts differ in nothing else here. */
    private interface Versions {
        CompletionStage<Page> page(IdRange range, int limit);
    }

    CassandraAssetIndex(StatementContext context) {
        this.selectBuckets = new SelectBuckets(context);
        this.selectAllBuckets = new SelectAllBuckets(context);
        this.selectIdPage = new SelectIdPage(context, false);
        this.versions = switch (context.tables().layout()) {
            case BUCKETED -> besideIds(context);
            case INDEXED -> byId(context);
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
        return selectIdPage.execute(range, limit).thenApply(found -> Page.of(found, limit));
    }

    @Override
    public CompletionStage<Page> pageWithVersions(IdRange range, int limit) {
        return versions.page(range, limit);
    }

    private static Versions besideIds(StatementContext context) {
        var selectIdPageWithVersions = new SelectIdPage(context, true);
        return (range, limit) ->
                selectIdPageWithVersions.execute(range, limit).thenApply(found -> Page.of(found, limit));
    }

    private Versions byId(StatementContext context) {
        var selectVersion = new SelectVersion(context);
        return (range, limit) -> page(range, limit)
                .thenCompose(ids -> versions(selectVersion, ids.entries(), new ArrayList<>())
                        .thenApply(found -> new Page(found, ids.last(), ids.exhausted())));
    }

    /** Reads the rows a few at a time: a page of them at once would take the database for itself. */
    private static CompletionStage<List<Entry>> versions(
            SelectVersion selectVersion, List<Entry> ids, List<Entry> found) {
        if (ids.isEmpty()) {
            return CompletableFuture.completedFuture(found);
        }
        int now = Math.min(ids.size(), ROWS_AT_ONCE_MAX);
        List<CompletableFuture<Optional<Entry>>> reads = new ArrayList<>(now);
        for (Entry entry : ids.subList(0, now)) {
            reads.add(selectVersion.execute(entry.assetId()).toCompletableFuture());
        }
        return Driver.all(reads).thenComposeAsync(read -> {
            read.forEach(one -> one.ifPresent(found::add));
            return versions(selectVersion, ids.subList(now, ids.size()), found);
        });
    }
}
