package dev.reprise.idproducer.query.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch._types.Time;
import co.elastic.clients.elasticsearch.core.OpenPointInTimeResponse;
import co.elastic.clients.elasticsearch.core.search.Hit;
import dev.reprise.elasticsearch.ElasticsearchErrors;
import dev.reprise.idproducer.query.QueryPages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pages through one shard within a point in time. One that is lost, by a long pause or a restart of either side, is opened
 * anew, and the search goes on behind the last id.
 *
 * <p>Threading: one page at a time, each by whatever thread.
 */
final class PointInTimePages implements QueryPages {

    private static final Logger LOG = LoggerFactory.getLogger(PointInTimePages.class);

    /** What an index allows by default ({@code index.max_result_window}). */
    private static final int DOCUMENTS_MAX = 10_000;

    private final ElasticsearchAsyncClient client;
    private final IdShardSearch search;
    private final Time keepAlive;
    private volatile @Nullable String pointInTime;

    PointInTimePages(ElasticsearchAsyncClient client, IdShardSearch search, Duration keepAlive) {
        this.client = client;
        this.search = search;
        this.keepAlive = Time.of(time -> time.time(keepAlive.toMillis() + "ms"));
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
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(QueryFailures.translated(failure)));
    }

    private CompletionStage<Page> page(@Nullable String cursor, int size) {
        return opened().thenCompose(id -> {
            var request = search.request(cursor, size).pit(pit -> pit.id(id).keepAlive(keepAlive));
            return client.search(request.build(), Void.class).thenApply(answer -> {
                String renewed = answer.pitId();
                String next = renewed == null ? id : renewed;
                pointInTime = next;
                Page page = page(answer.hits().hits(), size);
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
                : client.openPointInTime(open -> open.index(search.index()).keepAlive(keepAlive))
                        .thenApply(OpenPointInTimeResponse::id);
    }

    /** It would end by itself; until then it keeps files that the index no longer needs. */
    private void close(String id) {
        pointInTime = null;
        var unused = client.closePointInTime(close -> close.id(id)).whenComplete((closed, failure) -> {
            if (failure != null) {
                LOG.debug("event=point-in-time-left reason=\"{}\"", failure.toString());
            }
        });
    }

    /** An asset may stand in several documents; sorted by id they come together, and a later page begins behind all. */
    private static Page page(List<Hit<Void>> hits, int size) {
        List<UUID> ids = new ArrayList<>(hits.size());
        String last = null;
        for (Hit<Void> hit : hits) {
            String text = hit.sort().get(0)._toJsonString();
            if (!text.equals(last)) {
                AssetIds.read(text).ifPresent(ids::add);
            }
            last = text;
        }
        return new Page(ids, last, hits.size() < size);
    }
}
