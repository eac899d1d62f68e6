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
        this.client = settings.connection().client();
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
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(QueryFailures.translated(failure)));
    }

    @Override
    public QueryPages open(String assetType, JsonNode query, int shard) {
        return new PointInTimePages(client, new IdShardSearch(settings, assetType, query, shard), settings.keepAlive());
    }

    /**
     * The first ids of each shard are spread enough: the text of a time-based id begins with the low bits of its time, so
     * that its order has nothing to do with the order of creation.
     */
    @Override
    public CompletionStage<List<UUID>> sample(String assetType, JsonNode query, int size) {
        List<SampledShard> shards = new ArrayList<>();
        for (int shard = 0; shard < Slice.IdShard.SHARDS; shard++) {
            int quota = (shard + 1) * size / Slice.IdShard.SHARDS - shard * size / Slice.IdShard.SHARDS;
            shards.add(new SampledShard(open(assetType, query, shard), quota));
        }
        List<CompletableFuture<Void>> first = shards.stream()
                .map(shard -> shard.read(shard.quota).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(first.toArray(CompletableFuture<?>[]::new))
                .thenCompose(done -> fill(shards, 0, size))
                .thenApply(done ->
                        shards.stream().flatMap(shard -> shard.ids.stream()).toList());
    }

    /** What small shards leave open is taken from the others. */
    private static CompletionStage<Void> fill(List<SampledShard> shards, int at, int size) {
        int missing = size - shards.stream().mapToInt(shard -> shard.ids.size()).sum();
        if (missing <= 0 || at == shards.size()) {
            return CompletableFuture.completedFuture(null);
        }
        SampledShard shard = shards.get(at);
        return shard.exhausted
                ? fill(shards, at + 1, size)
                : shard.read(missing).thenComposeAsync(done -> fill(shards, at, size));
    }

    /** One shard of a sample; read by one stage after the other. */
    private static final class SampledShard {
        private final QueryPages pages;
        private final int quota;
        private final List<UUID> ids = new ArrayList<>();
        private @Nullable String cursor;
        private boolean exhausted;

        SampledShard(QueryPages pages, int quota) {
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
