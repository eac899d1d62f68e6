package dev.reprise.idproducer.query.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.common.wire.Json;
import dev.reprise.idproducer.query.QueryPages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pages through one share within a point in time. One that is lost, by a long pause or a restart of either side, is opened
 * anew, and the search goes on behind the last id.
 *
 * <p>Threading: one page at a time, each by whatever thread.
 */
final class PointInTimePages implements QueryPages {

    private static final Logger LOG = LoggerFactory.getLogger(PointInTimePages.class);

    /** What an index allows by default ({@code index.max_result_window}). */
    private static final int DOCUMENTS_MAX = 10_000;

    /** A shard that does not answer must fail the page: its ids would be left out in silence. */
    private static final Map<String, String> WHOLE = Map.of("allow_partial_search_results", "false");

    private final ElasticsearchClient client;
    private final IdShardSearch search;
    private final Duration keepAlive;
    private volatile @Nullable String pointInTime;

    PointInTimePages(ElasticsearchClient client, IdShardSearch search, Duration keepAlive) {
        this.client = client;
        this.search = search;
        this.keepAlive = keepAlive;
    }

    @Override
    public CompletionStage<Page> after(@Nullable String cursor, int limit) {
        int size = Math.min(limit, DOCUMENTS_MAX);
        return page(cursor, size)
                .exceptionallyCompose(failure -> {
                    if (!ElasticsearchErrors.isPointInTimeLost(failure)) {
                        return CompletableFuture.failedFuture(failure);
                    }
                    pointInTime = null;
                    return page(cursor, size);
                })
                .exceptionallyCompose(
                        failure -> CompletableFuture.failedFuture(ElasticsearchErrors.translated(failure)));
    }

    private CompletionStage<Page> page(@Nullable String cursor, int size) {
        return opened().thenCompose(id -> {
            ObjectNode body = search.body(cursor, size);
            body.putObject("pit").put("id", id).put("keep_alive", millis());
            return client.send("POST", "/_search", WHOLE, body).thenApply(answer -> {
                String next = answer.path("pit_id").asText(id);
                pointInTime = next;
                Page page = page(answer, size);
                if (page.exhausted()) {
                    close(next);
                }
                return page;
            });
        });
    }

    private CompletableFuture<String> opened() {
        String known = pointInTime;
        return known != null
                ? CompletableFuture.completedFuture(known)
                : client.send("POST", "/" + search.index() + "/_pit", Map.of("keep_alive", millis()), null)
                        .thenApply(answer -> answer.path("id").asText());
    }

    /** It would end by itself; until then it keeps files that the index no longer needs. */
    private void close(String id) {
        pointInTime = null;
        var closed = client.send(
                "DELETE", "/_pit", Map.of(), Json.mapper().createObjectNode().put("id", id));
        var unused = closed.exceptionally(failure -> {
            LOG.debug("event=point-in-time-left reason=\"{}\"", failure.toString());
            return Json.mapper().nullNode();
        });
    }

    private String millis() {
        return keepAlive.toMillis() + "ms";
    }

    /** An asset may stand in several documents; sorted by id they come together, and a later page begins behind all. */
    private static Page page(JsonNode answer, int size) {
        JsonNode hits = answer.path("hits").path("hits");
        List<UUID> ids = new ArrayList<>(hits.size());
        String last = null;
        for (JsonNode hit : hits) {
            String text = hit.path("sort").path(0).asText();
            if (!text.equals(last)) {
                AssetIds.read(text).ifPresent(ids::add);
            }
            last = text;
        }
        return new Page(ids, last, hits.size() < size);
    }
}
