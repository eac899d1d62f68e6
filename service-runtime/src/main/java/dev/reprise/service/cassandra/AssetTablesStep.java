package dev.reprise.service.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.reprise.assets.AssetTables;
import dev.reprise.assets.RequestLatency;
import dev.reprise.assets.cassandra.AssetSchema;
import dev.reprise.assets.cassandra.CassandraErrors;
import dev.reprise.assets.cassandra.CassandraSettings;
import dev.reprise.assets.cassandra.UnusableSchemaException;
import dev.reprise.service.boot.WaitingStep;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Waits for Cassandra and for usable tables, then hands the schema on. A table may be made or fixed while it waits.
 *
 * <p>Threading: attempts by one thread; closing by any.
 */
public final class AssetTablesStep implements WaitingStep, AutoCloseable {

    private static final long ANSWER_MILLIS_MAX = 1000;

    private final CassandraSettings settings;
    private final AssetTables tables;
    private final Consumer<AssetSchema> found;
    private final RequestLatency latency;
    private final MeterRegistry meters;
    private @Nullable CompletableFuture<CqlSession> session;

    /** What is said while the next session is being opened, which takes longer than an attempt when it fails. */
    private String lastFailure;

    private volatile @Nullable CqlSession openSession;

    /**
     * Creates the step.
     *
     * @param found gets the schema once, on the thread that attempts
     * @param latency is told of every request of the session
     * @param meters get the metrics of the driver
     */
    public AssetTablesStep(
            CassandraSettings settings,
            AssetTables tables,
            Consumer<AssetSchema> found,
            RequestLatency latency,
            MeterRegistry meters) {
        this.settings = settings;
        this.tables = tables;
        this.found = found;
        this.latency = latency;
        this.meters = meters;
        this.lastFailure = silence();
    }

    @Override
    public Optional<String> attempt() throws InterruptedException {
        CompletableFuture<CqlSession> opening = opening();
        try {
            CqlSession open = opening.get(ANSWER_MILLIS_MAX, TimeUnit.MILLISECONDS);
            openSession = open;
            open.refreshSchema();
            found.accept(AssetSchema.of(open, tables, settings.consistency().level()));
            return Optional.empty();
        } catch (TimeoutException e) {
            return Optional.of(lastFailure);
        } catch (ExecutionException e) {
            forget();
            lastFailure = CassandraErrors.refusal(e).orElseGet(this::silence);
            return Optional.of(lastFailure);
        } catch (UnusableSchemaException e) {
            return Optional.of("asset tables: " + e.getMessage());
        }
    }

    /** Returns that no node is connected, in words; empty while one is. An idle connection is tried by the driver itself. */
    public Optional<String> trouble() {
        CqlSession open = openSession;
        boolean isConnected = open == null
                || open.getMetadata().getNodes().values().stream().anyMatch(node -> node.getOpenConnections() > 0);
        return isConnected
                ? Optional.empty()
                : Optional.of("no connection to Cassandra at " + settings.contactPoints());
    }

    /** Closes the session, or gives up opening one. */
    @Override
    public synchronized void close() {
        if (session != null) {
            var unused = session.thenCompose(CqlSession::closeAsync);
            session.cancel(false);
        }
    }

    private String silence() {
        return "Cassandra does not answer at " + settings.contactPoints();
    }

    private synchronized CompletableFuture<CqlSession> opening() {
        if (session == null) {
            session = settings.open(latency, meters).toCompletableFuture();
        }
        return session;
    }

    private synchronized void forget() {
        session = null;
    }
}
