package dev.reprise.idproducer.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.idproducer.read.RefusedSelectionException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Where no index is configured: refuses every query. */
public final class NoQueryIndex implements QueryIndex {

    @Override
    public CompletionStage<Long> count(String assetType, JsonNode query) {
        return refused();
    }

    @Override
    public QueryPages open(String assetType, JsonNode query, int shard) {
        return (cursor, limit) -> refused();
    }

    @Override
    public CompletionStage<List<UUID>> sample(String assetType, JsonNode query, int size) {
        return refused();
    }

    private static <T> CompletionStage<T> refused() {
        return CompletableFuture.failedFuture(new RefusedSelectionException(
                "no Elasticsearch is configured; set reprise.elasticsearch.hosts, or select by type, time or ids"));
    }
}
