package dev.reprise.idproducer.query.elasticsearch;

import dev.reprise.common.async.Finished;
import dev.reprise.common.tls.TlsFailure;
import dev.reprise.elasticsearch.ElasticsearchErrors;
import dev.reprise.idproducer.read.RefusedSelectionException;
import dev.reprise.idproducer.read.UnreachableException;
import dev.reprise.idproducer.read.UnreadableException;

/**
 * Says what a failure of Elasticsearch means for a selection.
 *
 * <p>Threading: stateless.
 */
final class QueryFailures {

    private QueryFailures() {}

    /** Returns the failure as the feature knows it: what will never be served, in the words of Elasticsearch. */
    static Throwable translated(Throwable failure) {
        Throwable error = Finished.unwrapped(failure);
        return switch (ElasticsearchErrors.classify(error)) {
            // It may pass: whoever can fix it is told what it is.
            case RETRYABLE ->
                TlsFailure.words(error, "reprise.elasticsearch.ssl.truststore")
                        .<Throwable>map(words ->
                                new UnreachableException("no secure connection to Elasticsearch: " + words, error))
                        .orElse(error);
            case POISON -> new RefusedSelectionException(ElasticsearchErrors.words(error));
            case FATAL -> new UnreadableException(ElasticsearchErrors.words(error));
        };
    }
}
