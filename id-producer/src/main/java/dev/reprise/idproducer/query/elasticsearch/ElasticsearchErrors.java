package dev.reprise.idproducer.query.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.async.Finished;
import dev.reprise.common.async.RemoteError;
import dev.reprise.common.wire.Json;
import dev.reprise.idproducer.read.RefusedSelectionException;
import dev.reprise.idproducer.read.UnreadableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.ResponseException;

/** Judges what Elasticsearch and its client answer. The only place that knows their errors. */
final class ElasticsearchErrors {

    private static final String POINT_IN_TIME_LOST = "search_context_missing_exception";

    private ElasticsearchErrors() {}

    /**
     * Judges a failure. What is unknown counts as retryable: waiting loses nothing.
     *
     * @param failure as a stage gave it; wrappers of futures are looked through
     */
    static RemoteError classify(Throwable failure) {
        if (!(Finished.unwrapped(failure) instanceof ResponseException answer)) {
            return RemoteError.RETRYABLE;
        }
        return switch (answer.getResponse().getStatusLine().getStatusCode()) {
            // The query, or the index it names, cannot be served.
            case 400, 404, 405, 413 -> RemoteError.POISON;
            case 401, 403 -> RemoteError.FATAL;
            default -> RemoteError.RETRYABLE;
        };
    }

    /** Returns whether the point in time is no longer kept, by age or by a restart. */
    static boolean isPointInTimeLost(Throwable failure) {
        return Finished.unwrapped(failure) instanceof ResponseException answer
                && String.valueOf(answer.getMessage()).contains(POINT_IN_TIME_LOST);
    }

    /** Returns the failure as the feature knows it: what will never be served, in the words of Elasticsearch. */
    static Throwable translated(Throwable failure) {
        Throwable error = Finished.unwrapped(failure);
        if (!(error instanceof ResponseException answer)) {
            return error;
        }
        return switch (classify(answer)) {
            case RETRYABLE -> error;
            case POISON -> new RefusedSelectionException(words(answer));
            case FATAL -> new UnreadableException(words(answer));
        };
    }

    private static String words(ResponseException answer) {
        return "Elasticsearch answers " + reason(answer);
    }

    private static String reason(ResponseException answer) {
        String status = Integer.toString(answer.getResponse().getStatusLine().getStatusCode());
        try {
            // The client has read the answer into memory, to put it into the message.
            String body = EntityUtils.toString(answer.getResponse().getEntity());
            JsonNode error = Json.mapper().readTree(body).path("error");
            List<String> reasons = new ArrayList<>();
            add(error.path("root_cause").path(0), reasons);
            // The root cause of a search is a whole shard's; what is wrong stands below it.
            add(error.path("failed_shards").path(0).path("reason").path("caused_by"), reasons);
            add(error.path("caused_by"), reasons);
            return reasons.isEmpty() ? status + " " + error.asText("without a reason") : String.join("; ", reasons);
        } catch (IOException | UncheckedIOException | IllegalArgumentException unreadable) {
            return status;
        }
    }

    private static void add(JsonNode cause, List<String> reasons) {
        String reason = cause.path("reason").asText("");
        if (!reason.isBlank() && reasons.stream().noneMatch(known -> known.endsWith(reason))) {
            reasons.add(cause.path("type").asText("error") + ": " + reason);
        }
    }
}
