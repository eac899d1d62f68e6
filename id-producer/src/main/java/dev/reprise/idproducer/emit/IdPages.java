package dev.reprise.idproducer.emit;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The ids of one slice, page by page. A cursor is all that a page follows from, so that a slice goes on in another process
 * where it was left.
 *
 * <p>Threading: called by the task that holds the slice, one page at a time; nothing blocks.
 */
interface IdPages {

    /**
     * Reads a page.
     *
     * @param cursor where to go on; {@code null} for the beginning
     * @param limit most ids to look at
     * @return completes exceptionally when the source cannot be read now; the same page may be asked for again. What {@link
     *     IdSources} opens fails with an {@link dev.reprise.idproducer.read.UnreadableException} when that is of no use
     *     before a person has changed something
     */
    CompletionStage<IdPage> after(@Nullable String cursor, int limit);
}
