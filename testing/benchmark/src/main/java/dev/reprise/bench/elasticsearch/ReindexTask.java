package dev.reprise.bench.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.elasticsearch.core.bulk.IndexOperation;
import co.elastic.clients.elasticsearch.core.search.Hit;
import co.elastic.clients.util.BinaryData;
import co.elastic.clients.util.ContentType;
import dev.reprise.bench.EachOnce;
import dev.reprise.bench.Items;
import dev.reprise.bench.PlainRow;
import dev.reprise.bench.ProcessorTask;
import dev.reprise.bench.RowSource;
import dev.reprise.cli.invocation.FailedException;
import dev.reprise.elasticsearch.ElasticsearchConnection;
import dev.reprise.elasticsearch.ElasticsearchHosts;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * {@code reindex}: every row becomes a document of a new index, with its write time as external version.
 *
 * <p>Threading: one thread, which blocks.
 */
public final class ReindexTask implements ProcessorTask {

    /** A search by fields of several types, as an application has it; one shard for each of two cores. */
    private static final String INDEX =
            """
            {"settings": {"number_of_shards": 2, "number_of_replicas": 0},
             "mappings": {"dynamic": false, "properties": {
               "title": {"type": "text"}, "year": {"type": "integer"}, "rating": {"type": "double"},
               "genres": {"type": "keyword"}}}}
            """;

    private static final int PAGE = 10_000;

    private static final long ANSWER_SECONDS_MAX = 60;

    private final ElasticsearchAsyncClient client;
    private final Items items;
    private final RowSource rows;
    private int indexes;

    /**
     * Connects with a server.
     *
     * @param rows their pages become a bulk request each
     */
    public ReindexTask(String elasticsearch, Items items, RowSource rows) {
        this.client = ElasticsearchConnection.open(ElasticsearchHosts.of(elasticsearch))
                .client();
        this.items = items;
        this.rows = rows;
    }

    @Override
    public Items items() {
        return items;
    }

    @Override
    public String prepare(String contestant) {
        if (indexes > 0) {
            answer(client.indices().delete(request -> request.index(name())));
        }
        indexes++;
        answer(client.indices().create(request -> request.index(name()).withJson(new StringReader(INDEX))));
        return name();
    }

    private String name() {
        return "items-" + indexes;
    }

    @Override
    public void loop(String target) {
        rows.read(items.assetType(), (partition, page) -> send(target, page));
    }

    private CompletionStage<?> send(String index, List<PlainRow> page) {
        var request = BulkRequest.of(bulk ->
                bulk.operations(page.stream().map(row -> operation(index, row)).toList()));
        return client.bulk(request).thenAccept(ReindexTask::requireDone);
    }

    private static BulkOperation operation(String index, PlainRow row) {
        return BulkOperation.of(operation -> operation.index((IndexOperation.Builder<Object> one) -> one.index(index)
                .id(row.assetId().toString())
                .version(row.writtenAtMicros())
                .versionType(VersionType.External)
                .document(BinaryData.of(row.payloadBytes(), ContentType.APPLICATION_JSON))));
    }

    private static void requireDone(BulkResponse answer) {
        if (answer.errors()) {
            throw new FailedException("Elasticsearch refuses a document of a baseline");
        }
    }

    @Override
    public Map<String, Object> request(String target) {
        return Map.of("name", "reindex", "index", target);
    }

    @Override
    public void verify(String target) {
        var documents = new EachOnce(items);
        answer(client.indices().refresh(request -> request.index(target)));
        String pointInTime = answer(
                        client.openPointInTime(request -> request.index(target).keepAlive(time -> time.time("1m"))))
                .id();
        List<FieldValue> after = List.of();
        List<Hit<Void>> hits;
        do {
            hits = answer(page(pointInTime, after)).hits().hits();
            for (Hit<Void> hit : hits) {
                Long version = hit.version();
                documents.found(
                        UUID.fromString(String.valueOf(hit.id())),
                        index -> version != null && version == items.writtenAtMicros());
                after = hit.sort();
            }
        } while (!hits.isEmpty());
        answer(client.closePointInTime(request -> request.id(pointInTime)));
        documents.require("the index " + target);
    }

    private CompletableFuture<SearchResponse<Void>> page(String pointInTime, List<FieldValue> after) {
        return client.search(
                search -> {
                    search.size(PAGE)
                            .version(true)
                            .source(source -> source.fetch(false))
                            .pit(pit -> pit.id(pointInTime))
                            .sort(sort -> sort.field(field -> field.field("_shard_doc")));
                    return after.isEmpty() ? search : search.searchAfter(after);
                },
                Void.class);
    }

    @Override
    public void close() {
        try {
            client._transport().close();
        } catch (IOException e) {
            throw new FailedException("cannot leave Elasticsearch: " + e.getMessage(), e);
        }
    }

    private static <T> T answer(CompletableFuture<T> request) {
        try {
            return request.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new FailedException("Elasticsearch does not do what the benchmark needs: " + e, e);
        }
    }
}
