package dev.reprise.workload.livewriter;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sends operations at a steady rate, each noted before it is sent and when it has ended. One that its source holds back
 * counts as sent, and as under way, from when it is taken.
 *
 * <p>Threading: one thread of its own takes and sends operations; threads of the store report their end; any thread may
 * ask; one starts it once and closes it.
 */
public final class LiveWriter implements AutoCloseable {

    private static final int TICKS_PER_SECOND = 100;

    /** What is overdue beyond a second is given up: production does not catch up on users who left. */
    private static final int OVERDUE_SECONDS_MAX = 1;

    /** Above the timeout of a request, after which the store gives an answer of its own. */
    private static final int DRAIN_SECONDS_MAX = 60;

    private final LiveStore store;
    private final OperationSource operations;
    private final OperationLog log;
    private final TrafficRate pace;
    private final Semaphore free;
    private final ScheduledExecutorService ticker;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong unknown = new AtomicLong();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    /** Hundredths of operations that are due; owned by the ticker. */
    private long due;

    /** Owned by whoever closes. */
    private boolean closed;

    /**
     * Creates a writer that does nothing yet.
     *
     * @param store where operations go
     * @param operations what to do
     * @param log where they are noted; closed with the writer
     * @param pace how fast
     */
    public LiveWriter(LiveStore store, OperationSource operations, OperationLog log, TrafficRate pace) {
        this.store = store;
        this.operations = operations;
        this.log = log;
        this.pace = pace;
        this.free = new Semaphore(pace.inFlightMax());
        this.ticker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "live-writer");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Begins to write. */
    public void start() {
        ScheduledFuture<?> ticking =
                ticker.scheduleAtFixedRate(this::tick, 0, 1000 / TICKS_PER_SECOND, TimeUnit.MILLISECONDS);
        if (ticking.isCancelled()) {
            throw new IllegalStateException("the live writer is closed");
        }
    }

    /** Returns how far it is. */
    public LiveTotals totals() {
        // Ends first: an operation that ends meanwhile must not make the sum exceed what was sent.
        long ended = acknowledged.get();
        long lost = unknown.get();
        return new LiveTotals(sent.get(), ended, lost);
    }

    /** Returns whether it has sent all that the pace allows, and all of it has ended; or has failed. */
    public boolean isDone() {
        LiveTotals totals = totals();
        return failure.get() != null || (totals.sent() >= pace.operationsMax() && totals.inFlight() == 0);
    }

    /**
     * Stops, waits for what is under way, and closes the log. Does nothing when called again.
     *
     * @throws IllegalStateException if the writer had stopped by itself since it or its log failed, with that failure
     *     as its cause, or if operations did not end in time; the log must not be relied on then
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        // By its own thread, so not during a tick: what a tick schedules would be refused.
        ticker.execute(ticker::shutdown);
        boolean drained;
        try {
            drained = ticker.awaitTermination(DRAIN_SECONDS_MAX, TimeUnit.SECONDS)
                    && free.tryAcquire(pace.inFlightMax(), DRAIN_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            drained = false;
        }
        log.close();
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("the live writer failed: " + failed.getMessage(), failed);
        }
        if (!drained) {
            throw new IllegalStateException("live operations did not end within " + DRAIN_SECONDS_MAX + " s");
        }
    }

    /** Sends what is due and what there is room for. */
    void tick() {
        long rate = pace.operationsPerSecond();
        due = Math.min(due + rate, rate * TICKS_PER_SECOND * OVERDUE_SECONDS_MAX);
        try {
            while (due >= TICKS_PER_SECOND
                    && failure.get() == null
                    && sent.get() < pace.operationsMax()
                    && free.tryAcquire()) {
                due -= TICKS_PER_SECOND;
                send();
            }
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
            free.release();
        }
    }

    private void send() {
        Operation operation = operations.next();
        long delayNanos = operations.delay().toNanos();
        long sequence = sent.incrementAndGet();
        if (delayNanos == 0) {
            send(sequence, operation);
        } else {
            // Sent before the thread ends, also when the writer is closed meanwhile.
            var late = ticker.schedule(() -> sendLate(sequence, operation), delayNanos, TimeUnit.NANOSECONDS);
            if (late.isCancelled()) {
                throw new IllegalStateException("the live writer is closed");
            }
        }
    }

    private void sendLate(long sequence, Operation operation) {
        try {
            send(sequence, operation);
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
            free.release();
        }
    }

    private void send(long sequence, Operation operation) {
        log.intended(sequence, operation);
        store.apply(operation).whenComplete((done, error) -> ended(sequence, error));
    }

    private void ended(long sequence, @Nullable Throwable error) {
        try {
            if (error == null) {
                log.acknowledged(sequence);
                acknowledged.incrementAndGet();
            } else {
                log.unknown(sequence, error);
                unknown.incrementAndGet();
            }
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        } finally {
            free.release();
        }
    }
}
