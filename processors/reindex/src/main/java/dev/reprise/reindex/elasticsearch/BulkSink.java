package dev.reprise.reindex.elasticsearch;

import co.elastic.clients.elasticsearch._types.VersionType;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.async.Cancellation;
import dev.reprise.common.async.Finished;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Stage;
import dev.reprise.elasticsearch.ElasticsearchErrors;
import dev.reprise.processor.Applied;
import dev.reprise.processor.Sink;
import dev.reprise.processor.SinkContext;
import dev.reprise.processor.UnreachableSystemException;
import dev.reprise.reindex.DocumentWrite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Brings the documents of a group into their indexes, by one bulk request where it is not too large.
 *
 * <p>The version of a document keeps an older row from replacing it. It does not keep a row from coming back that was deleted
 * meanwhile: an index forgets the versions of deleted documents, after {@code index.gc_deletes} and when a shard is opened
 * again. So a row whose document was not there before is looked for once more after the document was written. If it is gone,
 * the document is removed at its own version: whatever a live writer has written since is newer, and stays.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
final class BulkSink implements Sink<DocumentWrite> {

    private final BulkRequests requests;
    private final KnownIndexes indexes;
    private final SinkContext context;
    private final int requestBytesMax;
    private final Removals removals;

    BulkSink(BulkRequests requests, KnownIndexes indexes, SinkContext context, int requestBytesMax) {
        this.requests = requests;
        this.indexes = indexes;
        this.context = context;
        this.requestBytesMax = requestBytesMax;
        this.removals = new Removals(requests, context);
    }

    /** What the documents of a call have in common. */
    private record Group(AssetPartition partition, long readAtNanos, Cancellation cancellation) {}

    /** How an attempt ends that need not be repeated. */
    private enum End {
        /** Every document has its answer. */
        ANSWERED,
        /** The request was refused as a whole, for what is in it. */
        TO_BE_DIVIDED
    }

    @Override
    public CompletionStage<List<Applied>> apply(
            AssetPartition partition, List<DocumentWrite> documents, long readAtNanos, Cancellation cancellation) {
        var group = new Group(partition, readAtNanos, cancellation);
        List<DocumentWrite> written = documents.stream()
                .filter(document -> document.payload() != null)
                .toList();
        List<DocumentWrite> gone = documents.stream()
                .filter(document -> document.payload() == null)
                .toList();
        CompletionStage<List<Applied>> ofGone = gone.isEmpty()
                ? CompletableFuture.completedFuture(List.of())
                : removals.ofGone(partition, gone, cancellation);
        return joined(parts(written).stream().map(part -> deliver(part, group)).toList())
                .thenCombine(ofGone, (ofWritten, others) -> inOrder(documents, ofWritten, others));
    }

    private static List<Applied> inOrder(List<DocumentWrite> documents, List<Applied> written, List<Applied> gone) {
        Iterator<Applied> ofWritten = written.iterator();
        Iterator<Applied> ofGone = gone.iterator();
        return documents.stream()
                .map(document -> document.payload() == null ? ofGone.next() : ofWritten.next())
                .toList();
    }

    private List<List<DocumentWrite>> parts(List<DocumentWrite> documents) {
        List<List<DocumentWrite>> parts = new ArrayList<>();
        int from = 0;
        long bytes = 0;
        for (int i = 0; i < documents.size(); i++) {
            int size = documents.get(i).bytes();
            if (i > from && bytes + size > requestBytesMax) {
                parts.add(documents.subList(from, i));
                from = i;
                bytes = 0;
            }
            bytes += size;
        }
        if (from < documents.size()) {
            parts.add(documents.subList(from, documents.size()));
        }
        return parts;
    }

    private CompletionStage<List<Applied>> deliver(List<DocumentWrite> documents, Group group) {
        var delivery = new Delivery(documents);
        return context.patience()
                .untilDone(() -> attempt(delivery, group), group.cancellation())
                .whenComplete((end, failure) -> {
                    if (failure != null) {
                        lookAtLast(delivery, group);
                    }
                })
                .thenCompose(end -> end == End.ANSWERED
                        ? CompletableFuture.completedFuture(delivery.results())
                        : divided(documents, group));
    }

    private CompletionStage<List<Applied>> divided(List<DocumentWrite> documents, Group group) {
        if (documents.size() == 1) {
            return CompletableFuture.completedFuture(List.of(new Applied.Failed(Failure.of(
                    Stage.WRITE, "DocumentRefused", "Elasticsearch refuses a request with this document alone"))));
        }
        int half = documents.size() / 2;
        return joined(List.of(
                deliver(documents.subList(0, half), group), deliver(documents.subList(half, documents.size()), group)));
    }

    /**
     * Looks for the rows of documents that may be there, when they are given up. A worker that was suspended is not asked any more:
     * another one has done its work, and knows nothing of what comes late. Nobody waits for this look.
     */
    private void lookAtLast(Delivery delivery, Group group) {
        List<DocumentWrite> doubtful = delivery.doubtful();
        if (!doubtful.isEmpty()) {
            var unused = removals.ofGone(group.partition(), doubtful, new Cancellation());
        }
    }

    /** Sends what has no answer yet. */
    private CompletionStage<End> attempt(Delivery delivery, Group group) {
        return checked(delivery, group)
                .thenCompose(done -> send(delivery, group))
                .thenCompose(done -> checked(delivery, group))
                .thenCompose(done -> end(delivery))
                .exceptionallyCompose(failure -> afterFailure(delivery, failure));
    }

    private static CompletionStage<End> end(Delivery delivery) {
        return delivery.again()
                .map(why -> CompletableFuture.<End>failedFuture(
                        new UnreachableSystemException("Elasticsearch answers " + why)))
                .orElse(CompletableFuture.completedFuture(End.ANSWERED));
    }

    private CompletionStage<Void> send(Delivery delivery, Group group) {
        return known(delivery.indexes()).thenCompose(found -> {
            refuse(delivery, found);
            List<DocumentWrite> open = delivery.open();
            if (open.isEmpty()) {
                return CompletableFuture.completedFuture(null);
            }
            requireFresh(group, found);
            return requests.send(open, VersionType.External, group.cancellation())
                    .thenAccept(delivery::answered);
        });
    }

    /** One look for each index. */
    private CompletionStage<List<Named>> known(Set<String> names) {
        return joined(names.stream()
                .map(name -> indexes.look(name).thenApply(found -> List.of(new Named(name, found))))
                .toList());
    }

    private record Named(String index, IndexLook.Found found) {}

    private static void refuse(Delivery delivery, List<Named> indexes) {
        indexes.forEach(index -> index.found().refusal().ifPresent(reason -> delivery.refuse(index.index(), reason)));
    }

    /** What was read too long ago might come after the index has forgotten that it was deleted. */
    private void requireFresh(Group group, List<Named> indexes) {
        long age = context.patience().nanoTime() - group.readAtNanos();
        Duration gcDeletes = indexes.stream()
                .map(one -> one.found().gcDeletes())
                .min(Duration::compareTo)
                .orElseThrow();
        if (age > gcDeletes.toNanos() / 2) {
            throw new HeldUpException();
        }
    }

    /** Looks for the rows of documents that may have been created, and removes those without a row. */
    private CompletionStage<Void> checked(Delivery delivery, Group group) {
        List<DocumentWrite> unchecked = delivery.unchecked();
        return unchecked.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : removals.withoutRow(group.partition(), unchecked).thenAccept(delivery::checked);
    }

    private static CompletionStage<End> afterFailure(Delivery delivery, Throwable failure) {
        Throwable error = Finished.unwrapped(failure);
        if (error instanceof UnreachableSystemException || error instanceof HeldUpException) {
            return CompletableFuture.failedFuture(error);
        }
        Optional<UnreachableSystemException> passing = Trouble.passing(error);
        if (passing.isPresent()) {
            delivery.unsure();
            return CompletableFuture.failedFuture(passing.get());
        }
        if (Trouble.isOfContent(error)) {
            return CompletableFuture.completedFuture(End.TO_BE_DIVIDED);
        }
        delivery.refuse("cannot send documents: " + ElasticsearchErrors.words(error));
        return CompletableFuture.completedFuture(End.ANSWERED);
    }

    private static <T> CompletionStage<List<T>> joined(List<? extends CompletionStage<List<T>>> stages) {
        List<CompletableFuture<List<T>>> all = new ArrayList<>();
        stages.forEach(stage -> all.add(stage.toCompletableFuture()));
        return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).thenApply(done -> all.stream()
                .flatMap(one -> Finished.result(one).stream())
                .toList());
    }

    /** The rows of a group were read so long ago that it must be read again. */
    private static final class HeldUpException extends RuntimeException {

        private static final long serialVersionUID = 1;

        HeldUpException() {
            super("the rows of a group were read too long ago to be sent; they are read again");
        }
    }
}
