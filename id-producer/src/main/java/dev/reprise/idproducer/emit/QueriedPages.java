package dev.reprise.idproducer.emit;

import dev.reprise.common.assets.BucketPattern;
import dev.reprise.idproducer.query.QueryPages;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Ids that a query finds. Whether the assets still exist is found out by the worker. */
final class QueriedPages implements IdPages {

    private final QueryPages pages;
    private final BucketPattern pattern;

    QueriedPages(QueryPages pages, BucketPattern pattern) {
        this.pages = pages;
        this.pattern = pattern;
    }

    @Override
    public CompletionStage<IdPage> after(@Nullable String cursor, int limit) {
        return pages.after(cursor, limit)
                .thenApply(found -> new IdPage(
                        found.assetIds().stream()
                                .map(id -> new IdPage.Entry(id, pattern.bucketOf(id), null, null))
                                .toList(),
                        found.last(),
                        found.exhausted()));
    }
}
