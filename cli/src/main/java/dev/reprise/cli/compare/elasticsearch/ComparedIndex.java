package dev.reprise.cli.compare.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import dev.reprise.assets.cassandra.CassandraErrors;
import dev.reprise.cli.invocation.FailedException;
import dev.reprise.common.assets.AssetRows;
import dev.reprise.common.async.Cancellation;
import dev.reprise.common.async.Finished;
import dev.reprise.common.setting.SettingSource;
import dev.reprise.elasticsearch.ElasticsearchConnection;
import dev.reprise.elasticsearch.ElasticsearchErrors;
import dev.reprise.elasticsearch.compare.Comparison;
import dev.reprise.elasticsearch.compare.ElasticsearchDocuments;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An index that is compared with rows.
 *
 * <p>Threading: one thread, which blocks.
 */
public final class ComparedIndex implements AutoCloseable {

    /** Each request has a timeout of its own, which ends sooner; a table may be large. */
    private static final long DAYS_MAX = 30;

    private final ElasticsearchAsyncClient client;
    private final String index;

    private ComparedIndex(ElasticsearchAsyncClient client, String index) {
        this.client = client;
        this.index = index;
    }

    /**
     * Makes the connection; nothing is asked yet.
     *
     * @throws IllegalArgumentException if no host is named
     */
    public static ComparedIndex open(SettingSource settings, String index) {
        ElasticsearchConnection connection = ElasticsearchConnection.from(settings);
        if (connection.hosts().isEmpty()) {
            throw new IllegalArgumentException(
                    "name Elasticsearch by --elasticsearch, or reprise.elasticsearch.hosts in --settings");
        }
        return new ComparedIndex(connection.client(), index);
    }

    /**
     * Compares it with the rows of some types.
     *
     * @throws FailedException if one of both does not answer
     */
    public Comparison.Verdict compared(AssetRows rows, List<String> assetTypes) {
        var documents = new ElasticsearchDocuments(client, List.of(index), id -> index);
        var comparison = new Comparison(rows, documents, assetTypes, new Cancellation());
        try {
            return comparison.run().toCompletableFuture().get(DAYS_MAX, TimeUnit.DAYS);
        } catch (ExecutionException e) {
            throw failed(Finished.unwrapped(e));
        } catch (TimeoutException e) {
            throw new FailedException("the comparison takes longer than " + DAYS_MAX + " days", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedException("interrupted", e);
        }
    }

    private static FailedException failed(Throwable cause) {
        if (cause instanceof ElasticsearchDocuments.UnreadDocumentException) {
            return new FailedException(String.valueOf(cause.getMessage()), cause);
        }
        String words = ElasticsearchErrors.status(cause) < 0
                ? CassandraErrors.refusal(cause).orElse("Cassandra or Elasticsearch does not answer: " + cause)
                : ElasticsearchErrors.words(cause);
        return new FailedException(words, cause);
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
