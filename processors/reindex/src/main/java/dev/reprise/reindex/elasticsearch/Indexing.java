package dev.reprise.reindex.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import dev.reprise.elasticsearch.ElasticsearchConnection;
import dev.reprise.processor.AroundRounds;
import dev.reprise.processor.Sink;
import dev.reprise.processor.SinkContext;
import dev.reprise.reindex.DocumentWrite;
import dev.reprise.reindex.ReindexRequest;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Elasticsearch, as the processor sees it. Its client lives as long as the process.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
public final class Indexing {

    private final ElasticsearchConnection connection;
    private final BulkLimits limits;
    private @Nullable ElasticsearchAsyncClient client;

    /** Connects to nothing yet. */
    public Indexing(ElasticsearchConnection connection, BulkLimits limits) {
        this.connection = connection;
        this.limits = limits;
    }

    /**
     * Looks whether documents can be sent to an index; none is ever created.
     *
     * @return completes with the reason why not, beginning with a verb; exceptionally when Elasticsearch cannot be reached
     */
    public CompletionStage<Optional<String>> refusal(String index) {
        return new IndexLook(client(), connection.requestTimeout()).at(index).thenApply(IndexLook.Found::refusal);
    }

    /**
     * Looks whether a job can rebuild what stands behind its alias.
     *
     * @return completes with the reason why not, a whole sentence; exceptionally when Elasticsearch cannot be reached
     */
    public CompletionStage<Optional<String>> refusal(String job, ReindexRequest request) {
        return new Rebuild(client()).refusal(job, request);
    }

    /** Returns what is done around the rounds of jobs that rebuild. */
    public AroundRounds aroundRounds() {
        return new Rebuild(client());
    }

    /** Opens what sends documents. */
    public Sink<DocumentWrite> sink(SinkContext context) {
        var look = new IndexLook(client(), connection.requestTimeout());
        var queue = new BulkQueue(new RequestsInFlight(limits.requestsMax()), limits.requestBytesMax());
        return new BulkSink(
                new BulkRequests(client(), queue),
                new KnownIndexes(look, context.patience()::nanoTime),
                context,
                limits.requestBytesMax());
    }

    private synchronized ElasticsearchAsyncClient client() {
        ElasticsearchAsyncClient open = client;
        if (open == null) {
            open = connection.client();
            client = open;
        }
        return open;
    }
}
