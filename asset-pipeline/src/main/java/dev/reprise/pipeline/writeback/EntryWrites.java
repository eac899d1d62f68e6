package dev.reprise.pipeline.writeback;

import dev.reprise.assets.IndexEntries;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.IndexEntry;
import dev.reprise.common.async.Cancellation;
import dev.reprise.processor.Applied;
import dev.reprise.processor.Sink;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
        return problem(entries).thenCompose(problem -> problem.map(words -> refused(entries, words))
                .orElseGet(() -> written(entries)));
    }

    /** All that is wrong, table by table; a group of entries has one. */
    private CompletionStage<Optional<String>> problem(List<IndexEntry> entries) {
        Map<String, Set<String>> columns = new TreeMap<>();
        entries.forEach(entry -> columns.computeIfAbsent(entry.table(), unseen -> new TreeSet<>())
                .addAll(entry.columns().keySet()));
        CompletionStage<Optional<String>> problem = CompletableFuture.completedFuture(Optional.empty());
        for (var table : columns.entrySet()) {
            problem = problem.thenCombine(
                    store.problem(table.getKey(), table.getValue()), (before, found) -> before.or(() -> found));
        }
        return problem;
    }

    private static CompletionStage<List<Applied>> refused(List<IndexEntry> entries, String problem) {
        Applied refused = new Applied.Refused("cannot write entries: " + problem + "; resume the job when it is right");
        return CompletableFuture.completedFuture(Collections.nCopies(entries.size(), refused));
    }

    private CompletionStage<List<Applied>> written(List<IndexEntry> entries) {
        CompletableFuture<?>[] all = entries.stream()
                .map(entry -> store.apply(entry).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(all).thenApply(done -> Collections.nCopies(entries.size(), Applied.CHANGED));
    }
}
