package dev.reprise.idproducer.emit;

import dev.reprise.common.assets.BucketPattern;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Ids that the plan has named, in its order. Whether they exist is found out by the worker. */
final class ListedPages implements IdPages {

    private final List<UUID> ids;
    private final BucketPattern pattern;

    ListedPages(List<UUID> ids, BucketPattern pattern) {
        this.ids = ids;
        this.pattern = pattern;
    }

    @Override
    public CompletionStage<IdPage> after(@Nullable String cursor, int limit) {
        int from = cursor == null ? 0 : ids.indexOf(UUID.fromString(cursor)) + 1;
        int to = Math.min(ids.size(), from + limit);
        List<IdPage.Entry> entries = ids.subList(from, to).stream()
                .map(id -> new IdPage.Entry(id, pattern.bucketOf(id), null, null))
                .toList();
        String last = from == to ? null : ids.get(to - 1).toString();
        return CompletableFuture.completedFuture(new IdPage(entries, last, to == ids.size()));
    }
}
