package dev.reprise.idproducer.query.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch.core.search.TotalHits;
import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.async.Finished;
import dev.reprise.common.job.Slice;
import dev.reprise.common.request.Reasons;
import dev.reprise.idproducer.query.QueryIndex;
import dev.reprise.idproducer.query.QueryPages;
import dev.reprise.idproducer.read.RefusedSelectionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Finds ids in Elasticsearch.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
public final class ElasticsearchQueryIndex implements QueryIndex, AutoCloseable {

    private final ElasticsearchSettings settings;
    private final ElasticsearchAsyncClient client;

    /** Connects to nothing yet. */
    public ElasticsearchQueryIndex(ElasticsearchSettings settings) {
        this.settings = settings;
        this.client = ElasticsearchConnection.client(settings);
    }

    @Override
    public CompletionStage<Long> count(String assetType, JsonNode query) {
        var search = new IdShardSearch(settings, assetType, query, null);
        if (!search.hasOneIndex()) {
            return CompletableFuture.failedFuture(new RefusedSelectionException(
                    "no index can be called after the type '" + Reasons.quoted(assetType) + "'"));
        }
        // One document rather than none: only so is it tried whether the index can be sorted by the id.
        var request = search.request(null, 1).index(search.index()).trackTotalHits(total -> total.enabled(true));
        return client.search(request.build(), Void.class)
                .thenApply(answer -> {
                    TotalHits total = answer.hits().total();
                    return total == null ? 0 : total.value();
                })
                .exceptionallyCompose(
                        failure -> CompletableFuture.failedFuture(ElasticsearchErrors.translated(failure)));
    }

    @Override
    public QueryPages open(String assetType, JsonNode query, int share) {
        return new PointInTimePages(client, new IdShardSearch(settings, assetType, query, share), settings.keepAlive());
    }

    /**
     * The first ids of each share are spread enough: the text of a time-based id begins with the low bits of its time, so
     * that its order has nothing to do with the order of creation.
     */
    @Override
    public CompletionStage<List<UUID>> sample(String assetType, JsonNode query, int size) {
        List<SampledShare> shares = new ArrayList<>();
        for (int share = 0; share < Slice.IdShard.SHARDS; share++) {
            int quota = (share + 1) * size / Slice.IdShard.SHARDS - share * size / Slice.IdShard.SHARDS;
            shares.add(new SampledShare(open(assetType, query, share), quota));
        }
        List<CompletableFuture<Void>> first = shares.stream()
                .map(share -> share.read(share.quota).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(first.toArray(CompletableFuture<?>[]::new))
                .thenCompose(done -> fill(shares, 0, size))
                .thenApply(done ->
                        shares.stream().flatMap(share -> share.ids.stream()).toList());
    }

    /** What small shares leave open is taken from the others. */
    private static CompletionStage<Void> fill(List<SampledShare> shares, int at, int size) {
        int missing = size - shares.stream().mapToInt(share -> share.ids.size()).sum();
        if (missing <= 0 || at == shares.size()) {
            return CompletableFuture.completedFuture(null);
        }
        SampledShare share = shares.get(at);
        return share.exhausted
                ? fill(shares, at + 1, size)
                : share.read(missing).thenComposeAsync(done -> fill(shares, at, size));
    }

    /** One share of a sample; read by one stage after the other. */
    private static final class SampledShare {
        private final QueryPages pages;
        private final int quota;
        private final List<UUID> ids = new ArrayList<>();
        private @Nullable String cursor;
        private boolean exhausted;

        SampledShare(QueryPages pages, int quota) {
            this.pages = pages;
            this.quota = quota;
        }

        CompletionStage<Void> read(int limit) {
            if (limit == 0) {
                return CompletableFuture.completedFuture(null);
            }
            CompletableFuture<QueryPages.Page> page = pages.after(cursor, limit).toCompletableFuture();
            return page.thenRun(() -> {
                QueryPages.Page found = Finished.result(page);
                ids.addAll(found.assetIds());
                cursor = found.last();
                exhausted = found.exhausted();
            });
        }
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing the client of Elasticsearch failed", e);
        }
    }
}
