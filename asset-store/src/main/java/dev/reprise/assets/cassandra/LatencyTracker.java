package dev.reprise.assets.cassandra;

import com.datastax.oss.driver.api.core.config.DriverExecutionProfile;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.session.Request;
import com.datastax.oss.driver.api.core.tracker.RequestTracker;
import dev.reprise.assets.RequestLatency;

/**
 * Hands on how long each request took, as the driver measures it.
 *
 * <p>Threading: called by the driver's threads; must not block, and neither must the listener.
 */
final class LatencyTracker implements RequestTracker {

    private final RequestLatency listener;

    LatencyTracker(RequestLatency listener) {
        this.listener = listener;
    }

    @Override
    public void onSuccess(
            Request request, long latencyNanos, DriverExecutionProfile executionProfile, Node node, String prefix) {
        listener.answered(latencyNanos, false);
    }

    @Override
    public void onError(
            Request request,
            Throwable error,
            long latencyNanos,
            DriverExecutionProfile executionProfile,
            @org.jspecify.annotations.Nullable Node node,
            String prefix) {
        listener.answered(latencyNanos, true);
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
