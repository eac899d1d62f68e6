package dev.reprise.workload.livewriter.elasticsearch;

import dev.reprise.workload.livewriter.LiveStore;
import dev.reprise.workload.livewriter.Operation;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A production service with an index: it changes the row, and then the document, at the same time. Operations on assets of
 * other types have no document.
 *
 * <p>Threading: safe for any number of threads; does not block.
 */
public final class IndexingLiveStore implements LiveStore {

    /** Done, or a newer document is there, or none was there to delete, or the mapping refuses it. */
    private static final Set<Integer> OVER = Set.of(200, 201, 404, 409);

    /** Attempts follow each other at once, each a request of a millisecond or more. */
    private static final int ATTEMPTS_MAX = 20_000;

    private final HttpClient http = HttpClient.newHttpClient();
    private final LiveStore rows;
    private final String index;
    private final String assetType;

    /**
     * Adds an index to a store.
     *
     * @param rows where rows go first
     * @param index address of the index, such as {@code http://localhost:9200/movies}
     * @param assetType of the assets that are in it
     */
    public IndexingLiveStore(LiveStore rows, String index, String assetType) {
        this.rows = rows;
        this.index = index;
        this.assetType = assetType;
    }

    @Override
    public CompletionStage<Void> apply(Operation operation) {
        CompletionStage<Void> stored = rows.apply(operation);
        return operation.key().partition().assetType().equals(assetType)
                ? stored.thenCompose(done -> indexed(request(operation), 1))
                : stored;
    }

    private HttpRequest request(Operation operation) {
        var request = HttpRequest.newBuilder(URI.create(index + "/_doc/"
                        + operation.key().assetId() + "?version_type=external&version=" + operation.timestampMicros()))
                .header("Content-Type", "application/json");
        return operation instanceof Operation.Write write
                ? request.PUT(HttpRequest.BodyPublishers.ofString(
                                write.content().payload()))
                        .build()
                : request.DELETE().build();
    }

    private CompletionStage<Void> indexed(HttpRequest request, int attempt) {
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .handle((answer, failure) -> failure == null && isOver(answer))
                .thenCompose(over -> over
                        ? CompletableFuture.<Void>completedFuture(null)
                        : attempt < ATTEMPTS_MAX
                                ? indexed(request, attempt + 1)
                                : CompletableFuture.failedFuture(
                                        new IllegalStateException("the index does not take " + request.uri())));
    }

    private static boolean isOver(HttpResponse<String> answer) {
        return OVER.contains(answer.statusCode())
                || (answer.statusCode() == 400 && !answer.body().contains("index_closed_exception"));
    }
}
