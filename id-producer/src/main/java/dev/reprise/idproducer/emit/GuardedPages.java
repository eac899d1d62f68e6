package dev.reprise.idproducer.emit;

import dev.reprise.idproducer.read.GuardedReads;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens its source with the first page, so that what opening throws fails a page as well. */
final class GuardedPages implements IdPages {

    private final Supplier<IdPages> source;
    private final GuardedReads reads;
    private @Nullable IdPages opened;

    GuardedPages(Supplier<IdPages> source, GuardedReads reads) {
        this.source = source;
        this.reads = reads;
    }

    @Override
    public CompletionStage<IdPage> after(@Nullable String cursor, int limit) {
        return reads.stage(() -> opened().after(cursor, limit));
    }

    private IdPages opened() {
        IdPages pages = opened == null ? source.get() : opened;
        opened = pages;
        return pages;
    }
}
