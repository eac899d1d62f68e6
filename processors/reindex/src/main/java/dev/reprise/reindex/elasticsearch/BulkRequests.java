package dev.reprise.reindex.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.MgetRequest;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.elasticsearch.core.bulk.IndexOperation;
import co.elastic.clients.elasticsearch.core.mget.MultiGetOperation;
import co.elastic.clients.elasticsearch.core.mget.MultiGetResponseItem;
import co.elastic.clients.util.BinaryData;
import co.elastic.clients.util.ContentType;
import dev.reprise.common.async.Begun;
import dev.reprise.common.async.Cancellation;
import dev.reprise.elasticsearch.ElasticsearchErrors;
import dev.reprise.reindex.DocumentWrite;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Sends documents, each with a version of its own.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
final class BulkRequests {

    private static final int TOO_MANY_REQUESTS = 429;

    private static final int UNAVAILABLE = 503;

    private final ElasticsearchAsyncClient client;
    private final BulkQueue queue;

    BulkRequests(ElasticsearchAsyncClient client, BulkQueue queue) {
        this.client = client;
        this.queue = queue;
    }

    /**
     * Sends documents in one request, perhaps with those of others, when there is room for one more.
     *
     * @param documents at least one, at most one an asset
     * @param versionType whether a document with the same version stays, unless it is to be overwritten
     * @param cancellation they are not sent after it
     * @return completes with the answer to each, in their order; exceptionally when the request as a whole was refused, or
     *     Elasticsearch cannot be reached
     */
    CompletionStage<List<ItemAnswer>> send(
            List<DocumentWrite> documents, VersionType versionType, Cancellation cancellation) {
        var group = new BulkGroup(documents, versionType, cancellation, false, new CompletableFuture<>());
        queue.add(group);
        sendAll();
        return group.answers();
    }

    private void sendAll() {
        for (Optional<BulkQueue.Batch> next = queue.next(); next.isPresent(); next = queue.next()) {
            send(next.get());
        }
    }

    private void send(BulkQueue.Batch batch) {
        List<BulkGroup> groups = awaited(batch);
        List<DocumentWrite> documents =
                groups.stream().flatMap(group -> group.documents().stream()).toList();
        CompletableFuture<BulkResponse> request = documents.isEmpty()
                ? CompletableFuture.failedFuture(Cancellation.dropped())
                : Begun.stage(() -> client.bulk(request(documents, batch.versionType())));
        var unused = request.whenComplete((answer, failure) -> queue.ended(batch, isBusy(answer, failure)))
                .thenApply(answer -> answers(documents, answer))
                .whenComplete((answers, failure) -> {
                    if (failure == null) {
                        share(answers, groups);
                    } else {
                        refuse(failure, groups);
                    }
                    sendAll();
                });
    }

    /** Drops the groups that nobody waits for any more, and returns the others. */
    private static List<BulkGroup> awaited(BulkQueue.Batch batch) {
        List<BulkGroup> awaited = new ArrayList<>();
        for (BulkGroup group : batch.groups()) {
            if (group.cancellation().isCancelled()) {
                group.answers().completeExceptionally(Cancellation.dropped());
            } else {
                awaited.add(group);
            }
        }
        return awaited;
    }

    private static BulkRequest request(List<DocumentWrite> documents, VersionType versionType) {
        return BulkRequest.of(bulk -> bulk.operations(documents.stream()
                .map(document -> operation(document, versionType))
                .toList()));
    }

    private static void share(List<ItemAnswer> answers, List<BulkGroup> groups) {
        int from = 0;
        for (BulkGroup group : groups) {
            int to = from + group.documents().size();
            group.answers().complete(answers.subList(from, to));
            from = to;
        }
    }

    /** What is in a group must not become the failure of others. */
    private void refuse(Throwable failure, List<BulkGroup> groups) {
        if (groups.size() > 1 && Trouble.isOfContent(failure)) {
            groups.forEach(group -> queue.add(group.alone()));
        } else {
            groups.forEach(group -> group.answers().completeExceptionally(failure));
        }
    }

    /**
     * Looks for documents.
     *
     * @param documents at least one, at most one an asset
     * @return completes with those that are there, each with its version, without a payload
     */
    CompletionStage<List<DocumentWrite>> versions(List<DocumentWrite> documents) {
        MgetRequest request = MgetRequest.of(get -> get.source(source -> source.fetch(false))
                .docs(documents.stream()
                        .map(document -> MultiGetOperation.of(one -> one.index(document.index())
                                .id(document.assetId().toString())))
                        .toList()));
        return client.mget(request, Void.class).thenApply(answer -> {
            List<DocumentWrite> found = new ArrayList<>();
            for (int i = 0; i < documents.size(); i++) {
                MultiGetResponseItem<Void> item = answer.docs().get(i);
                Long version =
                        item.isResult() && item.result().found() ? item.result().version() : null;
                if (version != null) {
                    found.add(documents.get(i).at(version));
                }
            }
            return found;
        });
    }

    private static boolean isBusy(BulkResponse answer, Throwable failure) {
        if (failure != null) {
            int status = ElasticsearchErrors.status(failure);
            return status == TOO_MANY_REQUESTS || status == UNAVAILABLE;
        }
        return answer.errors() && answer.items().stream().anyMatch(item -> item.status() == TOO_MANY_REQUESTS);
    }

    private static List<ItemAnswer> answers(List<DocumentWrite> sent, BulkResponse answer) {
        if (answer.items().size() != sent.size()) {
            // Nobody knows which answer is whose.
            var fatal = new ItemAnswer.Fatal("gets " + answer.items().size() + " answers of Elasticsearch to "
                    + sent.size() + " documents; look for what stands between the two");
            return sent.stream().<ItemAnswer>map(document -> fatal).toList();
        }
        return answer.items().stream().map(ItemAnswer::of).toList();
    }

    private static BulkOperation operation(DocumentWrite document, VersionType versionType) {
        ByteBuffer payload = document.payload();
        String id = document.assetId().toString();
        VersionType ofDocument = document.overwrites() ? VersionType.ExternalGte : versionType;
        return payload == null
                ? BulkOperation.of(operation -> operation.delete(delete -> delete.index(document.index())
                        .id(id)
                        .version(document.version())
                        .versionType(versionType)))
                : BulkOperation.of(operation ->
                        operation.index((IndexOperation.Builder<Object> index) -> index.index(document.index())
                                .id(id)
                                .version(document.version())
                                .versionType(ofDocument)
                                .document(oneLine(payload))));
    }

    /** A bulk request ends a document with its line. In JSON a line end stands between tokens only, where a blank says the same. */
    private static BinaryData oneLine(ByteBuffer payload) {
        byte[] bytes = payload.array();
        int from = payload.arrayOffset() + payload.position();
        int length = payload.remaining();
        for (int i = from; i < from + length; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r') {
                return BinaryData.of(withBlanks(payload), ContentType.APPLICATION_JSON);
            }
        }
        return BinaryData.of(bytes, from, length, ContentType.APPLICATION_JSON);
    }

    private static byte[] withBlanks(ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.duplicate().get(bytes);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r') {
                bytes[i] = ' ';
            }
        }
        return bytes;
    }
}
