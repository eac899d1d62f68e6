package dev.reprise.pipeline.writeback;

import dev.reprise.assets.IndexEntries;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.IndexEntry;
import dev.reprise.common.async.Cancellation;
import dev.reprise.processor.Applied;
import dev.reprise.processor.Sink;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Entries of tables beside the assets, each written or removed by a request of its own at the write time of its asset. A table
 * that is not there any more, or has lost a column, pauses the job.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
public final class EntryWrites implements Sink<IndexEntry> {

    private final IndexEntries store;

    /** Creates the sink on a store. */
    public EntryWrites(IndexEntries store) {
        this.store = store;
    }

    @Override
    public CompletionStage<List<Applied>> apply(
            AssetPartition partition, List<IndexEntry> entries, long readAtNanos, Cancellation cancellation) {
        Optional<String> problem = entries.stream()
                .flatMap(entry -> store.problem(entry.table(), entry.columns().keySet()).stream())
                .findFirst();
        if (problem.isPresent()) {
            Applied refused =
                    new Applied.Refused("cannot write entries: " + problem.get() + "; resume the job when it is right");
            return CompletableFuture.completedFuture(Collections.nCopies(entries.size(), refused));
        }
        CompletableFuture<?>[] all = entries.stream()
                .map(entry -> store.apply(entry).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(all).thenApply(done -> Collections.nCopies(entries.size(), Applied.CHANGED));
    }
}
