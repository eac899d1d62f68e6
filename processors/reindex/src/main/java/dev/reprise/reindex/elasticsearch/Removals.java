package dev.reprise.reindex.elasticsearch;

import co.elastic.clients.elasticsearch._types.VersionType;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.async.Cancellation;
import dev.reprise.common.async.Finished;
import dev.reprise.processor.Applied;
import dev.reprise.processor.SinkContext;
import dev.reprise.processor.UnreachableSystemException;
import dev.reprise.reindex.DocumentWrite;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Removes documents whose rows are gone, at the version that was seen before the row was looked for. A live writer writes the
 * row first and then the document. So the row that a document with that version was made of has been there, and is deleted;
 * whatever has been written since is newer, and stays. No clock has a part in it.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
final class Removals {

    private static final Cancellation NEVER = new Cancellation();

    private static final Map<UUID, Applied> NONE = Map.of();

    private final BulkRequests requests;
    private final SinkContext context;

    Removals(BulkRequests requests, SinkContext context) {
        this.requests = requests;
        this.context = context;
    }

    /**
     * Looks for the rows of documents, and removes those without a row. Goes on when the task has ended meanwhile: nobody else
     * knows of these documents.
     *
     * @param documents at least one, each with the version that it was seen with
     * @return completes with what became of those without a row
     */
    CompletionStage<Map<UUID, Applied>> withoutRow(AssetPartition partition, List<DocumentWrite> documents) {
        List<UUID> ids = documents.stream().map(DocumentWrite::assetId).toList();
        return context.present(partition, ids).thenCompose(present -> remove(documents, present));
    }

    private CompletionStage<Map<UUID, Applied>> remove(List<DocumentWrite> documents, Set<UUID> present) {
        var removal = new Delivery(documents.stream()
                .filter(document -> !present.contains(document.assetId()))
                .map(DocumentWrite::undone)
                .toList());
        return removal.open().isEmpty()
                ? CompletableFuture.completedFuture(NONE)
                : context.patience().untilDone(() -> attempt(removal), NEVER).thenApply(done -> removal.resultsById());
    }

    private CompletionStage<Void> attempt(Delivery removal) {
        return requests.send(removal.open(), VersionType.ExternalGte, NEVER)
                .thenCompose(answers -> {
                    removal.answered(answers);
                    return removal.again()
                            .map(why -> CompletableFuture.<Void>failedFuture(
                                    new UnreachableSystemException("Elasticsearch answers " + why)))
                            .orElse(CompletableFuture.completedFuture(null));
                })
                .exceptionallyCompose(Removals::translated);
    }

    /**
     * Removes the documents of rows that were found to be gone.
     *
     * @param gone at least one, without versions
     * @param cancellation nothing is begun after it
     */
    CompletionStage<List<Applied>> ofGone(
            AssetPartition partition, List<DocumentWrite> gone, Cancellation cancellation) {
        return context.patience()
                .untilDone(() -> requests.versions(gone).exceptionallyCompose(Removals::translated), cancellation)
                .thenCompose(found ->
                        found.isEmpty() ? CompletableFuture.completedFuture(NONE) : withoutRow(partition, found))
                .thenApply(ends -> gone.stream()
                        .map(document -> ends.getOrDefault(document.assetId(), Applied.GONE))
                        .toList());
    }

    private static <T> CompletionStage<T> translated(Throwable failure) {
        Throwable error = Finished.unwrapped(failure);
        return CompletableFuture.failedFuture(
                error instanceof UnreachableSystemException
                        ? error
                        : Trouble.passing(error)
                                .<Throwable>map(passing -> passing)
                                .orElse(error));
    }
}
