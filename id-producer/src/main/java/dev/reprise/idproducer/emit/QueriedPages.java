package dev.reprise.idproducer.emit;

import dev.reprise.assets.AssetLocator;
import dev.reprise.idproducer.query.QueryPages;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Ids that a query finds. Whether the assets still exist is found out by the worker. */
final class QueriedPages implements IdPages {

    private final QueryPages pages;
    private final String assetType;
    private final AssetLocator locator;

    QueriedPages(QueryPages pages, String assetType, AssetLocator locator) {
        this.pages = pages;
        this.assetType = assetType;
        this.locator = locator;
    }

    @Override
    public CompletionStage<IdPage> after(@Nullable String cursor, int limit) {
        return pages.after(cursor, limit).thenCompose(found -> locator.locate(assetType, found.assetIds())
                .thenApply(located -> new IdPage(
                        located.stream().map(IdPage.Entry::unread).toList(), found.last(), found.exhausted())));
    }
}
