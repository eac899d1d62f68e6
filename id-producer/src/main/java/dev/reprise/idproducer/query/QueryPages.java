package dev.reprise.idproducer.query;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The ids that a query matches, page by page, in the order of their text.
 *
 * <p>Threading: one page at a time.
 */
public interface QueryPages {

    /**
     * Some ids.
     *
     * @param assetIds each once
     * @param last cursor behind all that was looked at; {@code null} when there was nothing
     * @param exhausted whether nothing is left
     */
    record Page(List<UUID> assetIds, @Nullable String last, boolean exhausted) {
        public Page {
            assetIds = List.copyOf(assetIds);
        }
    }

    /**
     * Reads a page.
     *
     * @param cursor where to go on, from whatever process; {@code null} for the beginning
     * @param limit most documents to look at
     */
    CompletionStage<Page> after(@Nullable String cursor, int limit);
}
