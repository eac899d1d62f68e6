package dev.reprise.workload.sample.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Statement;
import dev.reprise.assets.cassandra.CassandraErrors;
import dev.reprise.common.async.Finished;
import dev.reprise.common.async.RemoteError;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Requests side by side, a bounded number of them, each tried again a few times when the database is overloaded.
 *
 * <p>Threading: one thread sends and waits; driver threads report back through the semaphore and the first failure.
 */
final class Requests {

    /** Most requests under way; 64 batches of 64 rows keep one node on two cores busy without timeouts. */
    static final int IN_FLIGHT_MAX = 64;

    private static final int ATTEMPTS_MAX = 4;

    private final CqlSession session;
    private final Semaphore free = new Semaphore(IN_FLIGHT_MAX);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Requests(CqlSession session) {
        this.session = session;
    }

    /**
     * Sends a request as soon as there is room for it.
     *
     * @throws LoadFailedException if an earlier one failed for good
     */
    void send(Statement<?> statement) {
        free.acquireUninterruptibly();
        attempt(statement, 1);
        throwIfFailed();
    }

    /** Waits until every request is acknowledged; the driver's timeout bounds each. */
    void awaitAll() {
        free.acquireUninterruptibly(IN_FLIGHT_MAX);
        free.release(IN_FLIGHT_MAX);
        throwIfFailed();
    }

    private void attempt(Statement<?> statement, int number) {
        session.executeAsync(statement).whenComplete((rows, error) -> {
            if (error != null && number < ATTEMPTS_MAX && CassandraErrors.classify(error) == RemoteError.RETRYABLE) {
                attempt(statement, number + 1);
                return;
            }
            if (error != null) {
                failure.compareAndSet(null, Finished.unwrapped(error));
            }
            free.release();
        });
    }

    private void throwIfFailed() {
        Throwable first = failure.get();
        if (first != null) {
            throw new LoadFailedException(first);
        }
    }
}
