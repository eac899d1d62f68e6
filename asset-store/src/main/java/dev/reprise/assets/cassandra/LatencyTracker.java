package dev.reprise.assets.cassandra;

import com.datastax.oss.driver.api.core.config.DriverExecutionProfile;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.session.Request;
import com.datastax.oss.driver.api.core.tracker.RequestTracker;
import dev.reprise.assets.RequestLatency;
import dev.reprise.assets.StatementKind;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hands on how long each request took, as the driver measures it, and what it was for.
 *
 * <p>Threading: called by the driver's threads; must not block, and neither must the listener. Bound: a dozen texts of statements.
 */
final class LatencyTracker implements RequestTracker {

    private final RequestLatency listener;

    /** By the text of prepared statements, of which there are a dozen. */
    private final Map<String, StatementKind> kinds = new ConcurrentHashMap<>();

    LatencyTracker(RequestLatency listener) {
        this.listener = listener;
    }

    @Override
    public void onSuccess(
            Request request, long latencyNanos, DriverExecutionProfile executionProfile, Node node, String prefix) {
        listener.answered(kind(request), latencyNanos, false);
    }

    @Override
    public void onError(
            Request request,
            Throwable error,
            long latencyNanos,
            DriverExecutionProfile executionProfile,
            @org.jspecify.annotations.Nullable Node node,
            String prefix) {
        listener.answered(kind(request), latencyNanos, true);
    }

    /** Returns what a request is for; a batch holds statements of one kind. */
    private StatementKind kind(Request request) {
        if (request instanceof BatchStatement batch && batch.size() > 0) {
            return kind(batch.iterator().next());
        }
        return request instanceof BoundStatement bound
                ? kinds.computeIfAbsent(bound.getPreparedStatement().getQuery(), StatementKind::of)
                : StatementKind.OTHER;
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
