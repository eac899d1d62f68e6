package dev.reprise.reindex.elasticsearch;

import dev.reprise.common.async.RemoteError;
import dev.reprise.common.tls.TlsFailure;
import dev.reprise.elasticsearch.ElasticsearchErrors;
import dev.reprise.processor.UnreachableSystemException;
import java.util.Optional;

/**
 * Says what the failure of a whole request means.
 *
 * <p>Threading: stateless.
 */
final class Trouble {

    private Trouble() {}

    /** Returns the failure as the worker knows it, where the same request may succeed later; empty where it never will. */
    static Optional<UnreachableSystemException> passing(Throwable error) {
        if (ElasticsearchErrors.classify(error) != RemoteError.RETRYABLE) {
            return Optional.empty();
        }
        return Optional.of(new UnreachableSystemException(
                ElasticsearchErrors.status(error) < 0
                        ? "no answer of Elasticsearch: " + words(error)
                        : ElasticsearchErrors.words(error)));
    }

    /** Returns whether the request was refused for what is in it, so that a part of it may be taken. */
    static boolean isOfContent(Throwable error) {
        int status = ElasticsearchErrors.status(error);
        return status == 400 || status == 413;
    }

    private static String words(Throwable error) {
        return TlsFailure.words(error, "reprise.elasticsearch.ssl.truststore").orElseGet(error::toString);
    }
}
