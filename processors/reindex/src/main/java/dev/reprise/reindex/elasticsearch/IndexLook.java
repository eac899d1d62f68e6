package dev.reprise.reindex.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch._types.Time;
import co.elastic.clients.elasticsearch.indices.GetIndicesSettingsRequest;
import co.elastic.clients.elasticsearch.indices.IndexSettings;
import co.elastic.clients.elasticsearch.indices.IndexState;
import dev.reprise.common.async.RemoteError;
import dev.reprise.elasticsearch.ElasticsearchErrors;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks at an index before anything is sent to it. A bulk request would create an index that is not there.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 *
 * @param client asks
 * @param requestTimeout how long a request may be under way
 */
record IndexLook(ElasticsearchAsyncClient client, Duration requestTimeout) {

    private static final String SETTING = "index.gc_deletes";

    /** Elasticsearch's own default. */
    private static final Duration GC_DELETES = Duration.ofSeconds(60);

    private static final Pattern TIME = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");

    /** What a data stream calls its indexes. */
    private static final String OF_DATA_STREAM = ".ds-";

    /**
     * What was found.
     *
     * @param refusal why documents cannot be sent there, beginning with a verb; empty when they can
     * @param gcDeletes how long the index remembers the versions of what was deleted
     */
    record Found(Optional<String> refusal, Duration gcDeletes) {}

    /**
     * Looks at an index or alias.
     *
     * @return completes exceptionally when Elasticsearch cannot be reached
     */
    CompletionStage<Found> at(String index) {
        var request = GetIndicesSettingsRequest.of(
                settings -> settings.index(index).name(SETTING).includeDefaults(true));
        return client.indices()
                .getSettings(request)
                .thenApply(answer -> found(index, answer.result()))
                .exceptionallyCompose(failure -> refused(index, failure));
    }

    private Found found(String index, Map<String, IndexState> states) {
        if (states.isEmpty()) {
            return refused(missing(index));
        }
        if (states.size() > 1) {
            return refused("finds " + states.size() + " indexes behind '" + index + "'; name one of them");
        }
        Map.Entry<String, IndexState> state = states.entrySet().iterator().next();
        if (state.getKey().startsWith(OF_DATA_STREAM)) {
            return refused("finds the data stream '" + index + "', which takes no versions; name an index");
        }
        Duration gcDeletes = gcDeletes(state.getValue());
        // A stale item must arrive while the index remembers what was deleted since its row was read.
        return requestTimeout.multipliedBy(2).compareTo(gcDeletes) < 0
                ? new Found(Optional.empty(), gcDeletes)
                : refused("waits up to " + requestTimeout + " for Elasticsearch, but '" + index
                        + "' forgets deletes after " + gcDeletes
                        + "; set reprise.elasticsearch.request-timeout below half of that");
    }

    private static CompletionStage<Found> refused(String index, Throwable failure) {
        RemoteError error = ElasticsearchErrors.classify(failure);
        if (error == RemoteError.RETRYABLE) {
            return CompletableFuture.failedFuture(failure);
        }
        boolean isMissing = ElasticsearchErrors.status(failure) == 404;
        return CompletableFuture.completedFuture(refused(
                isMissing
                        ? missing(index)
                        : "cannot use the index '" + index + "': " + ElasticsearchErrors.words(failure)));
    }

    private static Found refused(String reason) {
        return new Found(Optional.of(reason), GC_DELETES);
    }

    private static String missing(String index) {
        return "finds no index or alias '" + index + "'; create it";
    }

    private static Duration gcDeletes(IndexState state) {
        Duration set = gcDeletes(state.settings());
        Duration byDefault = gcDeletes(state.defaults());
        return set != null ? set : byDefault != null ? byDefault : GC_DELETES;
    }

    private static @Nullable Duration gcDeletes(@Nullable IndexSettings settings) {
        IndexSettings nested = settings == null || settings.index() == null ? settings : settings.index();
        Time time = nested == null ? null : nested.gcDeletes();
        Matcher text = TIME.matcher(time == null ? "" : String.valueOf(time._get()));
        if (!text.matches()) {
            return null;
        }
        long number = Long.parseLong(text.group(1));
        return switch (text.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
