package dev.reprise.cli.compare.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.Time;
import co.elastic.clients.elasticsearch.core.MgetRequest;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.mget.MultiGetResponseItem;
import co.elastic.clients.elasticsearch.core.search.Hit;
import dev.reprise.cli.compare.Documents;
import dev.reprise.cli.invocation.FailedException;
import dev.reprise.common.setting.SettingSource;
import dev.reprise.elasticsearch.ElasticsearchConnection;
import dev.reprise.elasticsearch.ElasticsearchErrors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The documents of an index, at a point in time for all of them, and as they are now for some.
 *
 * <p>Threading: one thread, which blocks.
 */
public final class ElasticsearchDocuments implements Documents, AutoCloseable {

    private static final int PAGE = 1_000;

    private static final Time KEEP_ALIVE = Time.of(time -> time.time("2m"));

    /** Beyond the timeout of a request, after which the client gives an answer of its own. */
    private static final long ANSWER_SECONDS_MAX = 90;

    private final ElasticsearchAsyncClient client;
    private final String index;

    private ElasticsearchDocuments(ElasticsearchAsyncClient client, String index) {
        this.client = client;
        this.index = index;
    }

    /**
     * Makes the connection; nothing is asked yet.
     *
     * @throws IllegalArgumentException if no host is named
     */
    public static ElasticsearchDocuments open(SettingSource settings, String index) {
        ElasticsearchConnection connection = ElasticsearchConnection.from(settings);
        if (connection.hosts().isEmpty()) {
            throw new IllegalArgumentException(
                    "name Elasticsearch by --elasticsearch, or reprise.elasticsearch.hosts in --settings");
        }
        return new ElasticsearchDocuments(connection.client(), index);
    }

    @Override
    public void forEachPage(Consumer<Map<String, Long>> page) {
        String pointInTime = awaited(
                        client.openPointInTime(open -> open.index(index).keepAlive(KEEP_ALIVE)))
                .id();
        List<FieldValue> after = List.of();
        while (true) {
            SearchResponse<Void> answer = awaited(client.search(search(pointInTime, after), Void.class));
            List<Hit<Void>> hits = answer.hits().hits();
            if (hits.isEmpty()) {
                break;
            }
            Map<String, Long> versions = new HashMap<>();
            hits.forEach(hit -> versions.put(String.valueOf(hit.id()), hit.version() == null ? 0L : hit.version()));
            page.accept(versions);
            after = hits.get(hits.size() - 1).sort();
            pointInTime = answer.pitId() == null ? pointInTime : answer.pitId();
        }
        String over = pointInTime;
        awaited(client.closePointInTime(close -> close.id(over)));
    }

    private static SearchRequest search(String pointInTime, List<FieldValue> after) {
        return SearchRequest.of(search -> {
            search.size(PAGE)
                    .version(true)
                    .allowPartialSearchResults(false)
                    .source(source -> source.fetch(false))
                    .trackTotalHits(total -> total.enabled(false))
                    .pit(pit -> pit.id(pointInTime).keepAlive(KEEP_ALIVE))
                    .sort(sort -> sort.field(field -> field.field("_shard_doc").order(SortOrder.Asc)));
            return after.isEmpty() ? search : search.searchAfter(after);
        });
    }

    @Override
    public Map<String, Long> versions(Collection<String> ids) {
        Map<String, Long> versions = new HashMap<>();
        List<String> all = new ArrayList<>(ids);
        for (int from = 0; from < all.size(); from += PAGE) {
            List<String> some = all.subList(from, Math.min(all.size(), from + PAGE));
            var request = MgetRequest.of(get -> get.index(index).ids(some).source(source -> source.fetch(false)));
            for (MultiGetResponseItem<Void> item :
                    awaited(client.mget(request, Void.class)).docs()) {
                if (item.isFailure()) {
                    throw new FailedException(
                            "Elasticsearch answers " + item.failure().error().type() + ": "
                                    + item.failure().error().reason());
                }
                Long version = item.result().found() ? item.result().version() : null;
                if (version != null) {
                    versions.put(item.result().id(), version);
                }
            }
        }
        return versions;
    }

    private static <T> T awaited(CompletionStage<T> answer) {
        try {
            return answer.toCompletableFuture().get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new FailedException(
                    ElasticsearchErrors.status(cause) < 0
                            ? "Elasticsearch does not answer: " + cause.getMessage()
                            : ElasticsearchErrors.words(cause),
                    cause);
        } catch (TimeoutException e) {
            throw new FailedException("Elasticsearch does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedException("interrupted", e);
        }
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new FailedException("closing the client of Elasticsearch failed", e);
        }
    }
}
