package dev.reprise.workload.livewriter.elasticsearch;

import dev.reprise.workload.livewriter.AssetKey;
import dev.reprise.workload.livewriter.LiveStore;
import dev.reprise.workload.livewriter.Operation;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * A production service with an index: it changes the row, and then the document, at the same time. An older write may come
 * after the index has forgotten a newer delete, and creates the document again. So, as {@code reindex} does, it looks for the row
 * of what it has created once more. Operations on assets of other types have no document.
 *
 * <p>Threading: safe for any number of threads; does not block.
 */
public final class IndexingLiveStore implements LiveStore {

    /** Done, or a newer document is there, or none was there to delete, or the mapping refuses it. */
    private static final Set<Integer> OVER = Set.of(200, 201, 404, 409);

    private static final int CREATED = 201;
    private static final int CONFLICT = 409;

    /** Attempts follow each other at once, each a request of a millisecond or more. */
    private static final int ATTEMPTS_MAX = 20_000;

    private final HttpClient http = HttpClient.newHttpClient();
    private final LiveStore rows;
    private final Function<AssetKey, CompletionStage<Boolean>> isThere;
    private final String index;
    private final String assetType;

    /**
     * Adds an index to a store.
     *
     * @param rows where rows go first
     * @param isThere whether there is a row
     * @param index address of the index, such as {@code http://localhost:9200/movies}
     * @param assetType of the assets that are in it
     */
    public IndexingLiveStore(
            LiveStore rows, Function<AssetKey, CompletionStage<Boolean>> isThere, String index, String assetType) {
        this.rows = rows;
        this.isThere = isThere;
        this.index = index;
        this.assetType = assetType;
    }

    @Override
    public CompletionStage<Void> apply(Operation operation) {
        CompletionStage<Void> stored = rows.apply(operation);
        return operation.key().partition().assetType().equals(assetType)
                ? stored.thenCompose(done -> indexed(operation))
                : stored;
    }

    private CompletionStage<Void> indexed(Operation operation) {
        if (!(operation instanceof Operation.Write write)) {
            return sent(request(operation, "external").DELETE().build(), 1).thenApply(done -> null);
        }
        HttpRequest put = request(operation, "external")
                .PUT(HttpRequest.BodyPublishers.ofString(write.content().payload()))
                .build();
        return sent(put, 1)
                .thenCompose(mayHaveCreated ->
                        mayHaveCreated ? isThere.apply(operation.key()) : CompletableFuture.completedFuture(true))
                .thenCompose(there -> there
                        ? CompletableFuture.completedFuture(false)
                        : sent(request(operation, "external_gte").DELETE().build(), 1))
                .thenApply(done -> null);
    }

    private HttpRequest.Builder request(Operation operation, String versionType) {
        return HttpRequest.newBuilder(
                        URI.create(index + "/_doc/" + operation.key().assetId() + "?version_type=" + versionType
                                + "&version=" + operation.timestampMicros()))
                .header("Content-Type", "application/json");
    }

    /** Returns whether the request, or an earlier attempt without an answer, may have created a document. */
    private CompletionStage<Boolean> sent(HttpRequest request, int attempt) {
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .handle((answer, failure) -> failure == null && isOver(answer) ? answer.statusCode() : 0)
                .thenCompose(code -> {
                    if (code != 0) {
                        return CompletableFuture.completedFuture(code == CREATED || (code == CONFLICT && attempt > 1));
                    }
                    return attempt < ATTEMPTS_MAX
                            ? sent(request, attempt + 1)
                            : CompletableFuture.failedFuture(
                                    new IllegalStateException("the index does not take " + request.uri()));
                });
    }

    private static boolean isOver(HttpResponse<String> answer) {
        return OVER.contains(answer.statusCode())
                || (answer.statusCode() == 400 && !answer.body().contains("index_closed_exception"));
    }
}
