package dev.reprise.worker.topology.async;

import java.util.Map;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * A store without content, changelog or files, whose only purpose is to be told before each commit. Kafka Streams calls
 * {@code flushCache()} on every store that is a {@link CachedStateStore} when it prepares to commit, and only then
 * collects the offsets; {@code StateStore.flush()} comes after the offsets are committed and would be too late.
 *
 * <p>The interface is internal to Kafka Streams, unchanged from 4.0 to 4.3. A test with a real broker fails when a
 * version stops calling it before a commit.
 *
 * <p>Threading: the stream thread that owns the task.
 */
public class CommitBarrier implements StateStore {

    private final String name;
    private Runnable beforeCommit = () -> {};
    private boolean open;

    private CommitBarrier(String name) {
        this.name = name;
    }

    /** Returns the builder that adds the barrier to a topology; connect it with the processor whose work it awaits. */
    public static StoreBuilder<CommitBarrier> builder(String name) {
        return new Builder(name);
    }

    /**
     * Sets what is done before each commit.
     *
     * @param action waits until nothing is in flight; what it throws prevents the commit
     */
    public void beforeCommit(Runnable action) {
        beforeCommit = action;
    }

    private void awaitNothingInFlight() {
        beforeCommit.run();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        context.register(root, (key, value) -> {});
        open = true;
    }

    @Override
    public void flush() {
        // Called after the commit; there is nothing to write.
    }

    @Override
    public void close() {
        open = false;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /** What Kafka Streams flushes before it commits. */
    private static final class FlushedBarrier extends CommitBarrier implements CachedStateStore<Object, Object> {

        FlushedBarrier(String name) {
            super(name);
        }

        @Override
        public void flushCache() {
            super.awaitNothingInFlight();
        }

        @Override
        public boolean setFlushListener(CacheFlushListener<Object, Object> listener, boolean sendOldValues) {
            return false;
        }

        @Override
        public void clearCache() {
            // There is none.
        }
    }

    /** Has no settings: there is nothing to cache or to log. */
    private record Builder(String name) implements StoreBuilder<CommitBarrier> {

        @Override
        public CommitBarrier build() {
            return new FlushedBarrier(name);
        }

        @Override
        public StoreBuilder<CommitBarrier> withCachingEnabled() {
            throw new UnsupportedOperationException("a barrier caches nothing");
        }

        @Override
        public StoreBuilder<CommitBarrier> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<CommitBarrier> withLoggingEnabled(Map<String, String> config) {
            throw new UnsupportedOperationException("a barrier has nothing to log");
        }

        @Override
        public StoreBuilder<CommitBarrier> withLoggingDisabled() {
            return this;
        }

        @Override
        public Map<String, String> logConfig() {
            return Map.of();
        }

        @Override
        public boolean loggingEnabled() {
            return false;
        }
    }
}
