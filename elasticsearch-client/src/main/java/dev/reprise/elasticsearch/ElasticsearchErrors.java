package dev.reprise.elasticsearch;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.elasticsearch._types.ShardFailure;
import co.elastic.clients.json.JsonData;
import co.elastic.clients.json.JsonpDeserializer;
import co.elastic.clients.transport.TransportException;
import dev.reprise.common.async.Finished;
import dev.reprise.common.async.RemoteError;
import java.util.ArrayList;
import java.util.List;
import org.elasticsearch.client.ResponseException;
import org.jspecify.annotations.Nullable;

/**
 * Judges what Elasticsearch and its client answer. The only place that knows their errors.
 *
 * <p>Threading: stateless.
 */
public final class ElasticsearchErrors {

    private static final String POINT_IN_TIME_LOST = "search_context_missing_exception";

    private static final JsonpDeserializer<List<ShardFailure>> SHARD_FAILURES =
            JsonpDeserializer.arrayDeserializer(ShardFailure._DESERIALIZER);

    /** The status of a failure without an answer. */
    private static final int NO_STATUS = -1;

    private ElasticsearchErrors() {}

    /**
     * Judges a failure. What is unknown counts as retryable: waiting loses nothing.
     *
     * @param failure as a stage gave it; wrappers of futures are looked through
     */
    public static RemoteError classify(Throwable failure) {
        return switch (status(failure)) {
            // The query, or the index it names, cannot be served.
            case 400, 404, 405, 413 -> RemoteError.POISON;
            case 401, 403 -> RemoteError.FATAL;
            default -> RemoteError.RETRYABLE;
        };
    }

    /** Returns the status of the answer; -1 for a failure without one. */
    public static int status(Throwable failure) {
        Throwable error = Finished.unwrapped(failure);
        if (error instanceof ElasticsearchException answer) {
            return answer.status();
        }
        if (error instanceof TransportException answer) {
            // Not in the form of Elasticsearch's errors: a proxy has answered.
            return answer.statusCode();
        }
        // The layer below reads 400, 401, 403, 404 and 405 only; it hands on every other error as its own.
        return error instanceof ResponseException answer
                ? answer.getResponse().getStatusLine().getStatusCode()
                : NO_STATUS;
    }

    /** Returns whether the point in time is no longer kept, by age or by a restart. */
    public static boolean isPointInTimeLost(Throwable failure) {
        // Each of the exceptions has the types of all root causes in its message.
        return String.valueOf(Finished.unwrapped(failure).getMessage()).contains(POINT_IN_TIME_LOST);
    }

    /** Returns what Elasticsearch answers, for a person, beginning with its name. */
    public static String words(Throwable failure) {
        Throwable error = Finished.unwrapped(failure);
        String said = error instanceof ElasticsearchException answer ? reason(answer) : String.valueOf(status(error));
        return "Elasticsearch answers " + said;
    }

    private static String reason(ElasticsearchException answer) {
        ErrorCause error = answer.error();
        List<String> reasons = new ArrayList<>();
        add(error.rootCause().isEmpty() ? null : error.rootCause().get(0), reasons);
        // The root cause of a search is a whole shard's; what is wrong stands below it.
        add(causeOfFirstShard(error), reasons);
        add(error.causedBy(), reasons);
        return reasons.isEmpty()
                ? answer.status() + " " + text(error.reason(), "without a reason")
                : String.join("; ", reasons);
    }

    private static @Nullable ErrorCause causeOfFirstShard(ErrorCause error) {
        JsonData failed = error.metadata().get("failed_shards");
        List<ShardFailure> failures = failed == null ? List.of() : failed.deserialize(SHARD_FAILURES);
        return failures.isEmpty() ? null : failures.get(0).reason().causedBy();
    }

    private static void add(@Nullable ErrorCause cause, List<String> reasons) {
        String reason = cause == null ? "" : text(cause.reason(), "");
        if (cause != null && !reason.isBlank() && reasons.stream().noneMatch(known -> known.endsWith(reason))) {
            reasons.add(text(cause.type(), "error") + ": " + reason);
        }
    }

    private static String text(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }
}
