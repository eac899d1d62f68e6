package dev.reprise.elasticsearch.compare;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.Time;
import co.elastic.clients.elasticsearch.core.MgetRequest;
import co.elastic.clients.elasticsearch.core.MgetResponse;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.mget.MultiGetOperation;
import co.elastic.clients.elasticsearch.core.mget.MultiGetResponseItem;
import co.elastic.clients.elasticsearch.core.search.Hit;
import dev.reprise.common.async.Repeated;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The documents of indexes: each index at a point in time for all of its documents, and as they are now for some.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
public final class ElasticsearchDocuments implements Documents {

    private static final int PAGE = 1_000;

    private static final Time KEEP_ALIVE = Time.of(time -> time.time("2m"));

    /** An index that is not there has no documents. */
    private static final String NO_INDEX = "index_not_found_exception";

    private final ElasticsearchAsyncClient client;
    private final List<String> indexes;
    private final UnaryOperator<String> indexOf;

    /**
     * Asks nothing yet.
     *
     * @param indexes all of them
     * @param indexOf the index in which the document of an id stands
     */
    public ElasticsearchDocuments(
            ElasticsearchAsyncClient client, Collection<String> indexes, UnaryOperator<String> indexOf) {
        this.client = client;
        this.indexes = List.copyOf(indexes);
        this.indexOf = indexOf;
    }

    @Override
    public CompletionStage<Void> forEachPage(Function<Map<String, Long>, CompletionStage<Void>> page) {
        return Repeated.forEach(indexes, index -> client.openPointInTime(
                        open -> open.index(index).keepAlive(KEEP_ALIVE))
                .thenCompose(opened -> pages(opened.id(), page)));
    }

    private CompletionStage<Void> pages(String opened, Function<Map<String, Long>, CompletionStage<Void>> page) {
        var place = new Place(opened);
        return Repeated.whileTrue(() -> client.search(search(place), Void.class).thenCompose(answer -> {
                    List<Hit<Void>> hits = answer.hits().hits();
                    if (hits.isEmpty()) {
                        return CompletableFuture.completedFuture(false);
                    }
                    place.after = hits.get(hits.size() - 1).sort();
                    place.pointInTime = answer.pitId() == null ? place.pointInTime : answer.pitId();
                    return page.apply(versions(hits)).thenApply(done -> true);
                }))
                .thenCompose(done -> client.closePointInTime(close -> close.id(place.pointInTime)))
                .thenAccept(closed -> {});
    }

    /** How far an index is read; one page after the other. */
    private static final class Place {
        private String pointInTime;
        private List<FieldValue> after = List.of();

        Place(String pointInTime) {
            this.pointInTime = pointInTime;
        }
    }

    private static Map<String, Long> versions(List<Hit<Void>> hits) {
        Map<String, Long> versions = new HashMap<>();
        hits.forEach(hit -> versions.put(String.valueOf(hit.id()), hit.version() == null ? 0L : hit.version()));
        return versions;
    }

    private static SearchRequest search(Place place) {
        return SearchRequest.of(search -> {
            search.size(PAGE)
                    .version(true)
                    .allowPartialSearchResults(false)
                    .source(source -> source.fetch(false))
                    .trackTotalHits(total -> total.enabled(false))
                    .pit(pit -> pit.id(place.pointInTime).keepAlive(KEEP_ALIVE))
                    .sort(sort -> sort.field(field -> field.field("_shard_doc").order(SortOrder.Asc)));
            return place.after.isEmpty() ? search : search.searchAfter(place.after);
        });
    }

    @Override
    public CompletionStage<Map<String, Long>> versions(Collection<String> ids) {
        List<String> all = new ArrayList<>(ids);
        List<List<String>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += PAGE) {
            parts.add(all.subList(from, Math.min(all.size(), from + PAGE)));
        }
        Map<String, Long> versions = new HashMap<>();
        return Repeated.forEach(parts, part -> client.mget(request(part), Void.class)
                        .thenAccept(answer -> note(answer, versions)))
                .thenApply(done -> versions);
    }

    private MgetRequest request(List<String> ids) {
        return MgetRequest.of(get -> get.source(source -> source.fetch(false))
                .docs(ids.stream()
                        .map(id -> MultiGetOperation.of(
                                one -> one.index(indexOf.apply(id)).id(id)))
                        .toList()));
    }

    private static void note(MgetResponse<Void> answer, Map<String, Long> versions) {
        for (MultiGetResponseItem<Void> item : answer.docs()) {
            if (item.isFailure()) {
                var error = item.failure().error();
                if (!NO_INDEX.equals(error.type())) {
                    throw new UnreadDocumentException("Elasticsearch answers " + error.type() + ": " + error.reason());
                }
            } else {
                Long version = item.result().found() ? item.result().version() : null;
                if (version != null) {
                    versions.put(item.result().id(), version);
                }
            }
        }
    }

    /** A single document cannot be read now. */
    public static final class UnreadDocumentException extends RuntimeException {

        private static final long serialVersionUID = 1;

        UnreadDocumentException(String message) {
            super(message);
        }
    }
}
