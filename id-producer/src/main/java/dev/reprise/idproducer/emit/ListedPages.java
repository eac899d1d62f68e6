package dev.reprise.idproducer.emit;

import dev.reprise.assets.AssetLocator;
import dev.reprise.common.assets.BucketRun;
import dev.reprise.common.assets.LocatedId;
import dev.reprise.common.job.Slice;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Ids that the plan has named, in its order, each once. Whether they exist is found out by the worker. */
final class ListedPages implements IdPages {

    private final List<UUID> ids;
    private final String assetType;
    private final AssetLocator locator;
    private final @Nullable List<LocatedId> located;

    /**
     * Creates the pages of an id shard.
     *
     * @param locator finds the buckets where the plan was made by a release that did not note them
     */
    ListedPages(Slice.IdShard share, String assetType, AssetLocator locator) {
        this.ids = Objects.requireNonNull(share.ids());
        this.assetType = assetType;
        this.locator = locator;
        this.located = share.buckets() == null ? null : BucketRun.located(ids, share.buckets());
    }

    @Override
    public CompletionStage<IdPage> after(@Nullable String cursor, int limit) {
        int from = cursor == null ? 0 : ids.indexOf(UUID.fromString(cursor)) + 1;
        int to = Math.min(ids.size(), from + limit);
        CompletionStage<List<LocatedId>> some = located == null
                ? locator.locate(assetType, ids.subList(from, to))
                : CompletableFuture.completedFuture(located.subList(from, to));
        String last = from == to ? null : ids.get(to - 1).toString();
        return some.thenApply(
                found -> new IdPage(found.stream().map(IdPage.Entry::unread).toList(), last, to == ids.size()));
    }
}
