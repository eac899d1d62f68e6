package dev.reprise.worker.concurrency;

import dev.reprise.common.async.Cancellation;
import dev.reprise.pipeline.RowsInFlight;
import dev.reprise.pipeline.load.Reading;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets groups of rows begin while their number in flight stays below a limit, in the order in which they came; the others
 * wait without a thread. How many may wait is bounded by what the tasks accept. A group may exceed the limit when nothing
 * else is in flight, or it would never begin. The adaptive limit is that of the database: rows that wait for another system do
 * not count against it, only against the maximum and the memory.
 *
 * <p>Threading: safe for any number of threads; nothing blocks, and nothing is called under the lock.
 */
public final class InFlightLimiter implements RowsInFlight {

    /** A reason is told for as long as it was felt within this time. */
    private static final Duration FELT_WITHIN = Duration.ofSeconds(5);

    private static final double NANOS_PER_MILLI = 1e6;
    private static final long BYTES_PER_KIB = 1024;

    private final InFlightLimit limit;
    private final PayloadMemory memory;
    private final int rowsMax;
    private final LongSupplier nanoTime;
    private final Latencies latencies = new Latencies();
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private final AtomicInteger drains = new AtomicInteger();
    private int rowsInFlight;
    private int rowsElsewhere;
    private @Nullable Long heldBackAtNanos;

    /** A group that has not begun. */
    private record Waiting(int rows, Cancellation cancellation, Runnable begin, CompletableFuture<?> done) {}

    /**
     * Creates a limiter with nothing in flight.
     *
     * @param rowsMax the highest that the limit can be; below it, it is the database that slows the job down
     * @param memory what fits into the memory, whatever the database can take
     * @param nanoTime a clock that only goes forward
     */
    public InFlightLimiter(InFlightLimit limit, int rowsMax, PayloadMemory memory, LongSupplier nanoTime) {
        this.limit = limit;
        this.memory = memory;
        this.rowsMax = rowsMax;
        this.nanoTime = nanoTime;
    }

    /**
     * Begins an operation on some rows as soon as it may.
     *
     * @param cancellation the operation is not begun after it
     * @return completes as the operation does
     */
    public <T> CompletionStage<T> admit(int rows, Cancellation cancellation, Supplier<CompletionStage<T>> operation) {
        CompletableFuture<T> done = new CompletableFuture<>();
        synchronized (waiting) {
            waiting.add(new Waiting(rows, cancellation, () -> begin(rows, cancellation, operation, done), done));
        }
        drain();
        return done;
    }

    /** Takes out what nobody waits for any more; it fails without having begun. */
    public void dropCancelled() {
        List<Waiting> dropped = new ArrayList<>();
        synchronized (waiting) {
            waiting.removeIf(one -> one.cancellation().isCancelled() && dropped.add(one));
        }
        dropped.forEach(InFlightLimiter::drop);
        // The one that was first may have been too large for the room there is; the next may fit.
        drain();
    }

    /** Returns how many groups wait. */
    public int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    private static void drop(Waiting group) {
        group.done().completeExceptionally(Cancellation.dropped());
    }

    /** Takes in how long a request to the database took. */
    public void answered(long tookNanos, boolean failed) {
        latencies.add(tookNanos);
        limit.answered(nanoTime.getAsLong(), tookNanos, rowsInDatabase(), failed);
    }

    @Override
    public void read(Reading reading) {
        read(reading.rows().size(), reading.payloadBytes());
    }

    /** Takes in how large the payloads of a group are that was read. */
    public void read(int rows, long bytes) {
        memory.read(rows, bytes);
    }

    /** Others may be in the database meanwhile. */
    @Override
    public void left(int rows) {
        synchronized (waiting) {
            rowsElsewhere += rows;
        }
        drain();
    }

    @Override
    public void cameBack(int rows) {
        synchronized (waiting) {
            rowsElsewhere -= rows;
        }
    }

    /** Returns how many rows may be read at once. */
    public int groupRowsMax() {
        return memory.groupRowsMax();
    }

    /** Returns what slows the job down now. */
    public SlowedBy slowedBy() {
        int now = limitRows();
        Long felt;
        synchronized (waiting) {
            felt = heldBackAtNanos;
        }
        if (now >= rowsMax || felt == null || nanoTime.getAsLong() - felt >= FELT_WITHIN.toNanos()) {
            return SlowedBy.NOTHING;
        }
        return now < limit.rows() ? SlowedBy.MEMORY : SlowedBy.DATABASE;
    }

    /** Returns what slows the job down, in words such as {@code cassandra p99 48 ms}; empty when nothing here does. */
    public Optional<String> reason() {
        return switch (slowedBy()) {
            case NOTHING -> Optional.empty();
            case MEMORY ->
                Optional.of(String.format(
                        Locale.ROOT,
                        "payloads of %,d KiB, %,d of %,d rows in flight",
                        memory.rowBytes() / BYTES_PER_KIB,
                        limitRows(),
                        rowsMax));
            case DATABASE ->
                Optional.of(String.format(
                        Locale.ROOT,
                        "cassandra p99 %.0f ms, %,d of %,d rows in flight",
                        p99Nanos() / NANOS_PER_MILLI,
                        limitRows(),
                        rowsMax));
        };
    }

    /** Returns how many rows may be in flight now. */
    public int limitRows() {
        return Math.min(limit.rows(), memory.rowsMax());
    }

    /** Returns how many rows are in flight. */
    public int rowsInFlight() {
        synchronized (waiting) {
            return rowsInFlight;
        }
    }

    private int rowsInDatabase() {
        synchronized (waiting) {
            return rowsInFlight - rowsElsewhere;
        }
    }

    /** Returns the latency below which all but one of a hundred recent requests stayed. */
    public long p99Nanos() {
        return latencies.p99Nanos();
    }

    private <T> void begin(
            int rows, Cancellation cancellation, Supplier<CompletionStage<T>> operation, CompletableFuture<T> done) {
        CompletionStage<T> stage;
        try {
            stage = cancellation.isCancelled()
                    ? CompletableFuture.failedFuture(Cancellation.dropped())
                    : operation.get();
        } catch (RuntimeException e) {
            stage = CompletableFuture.failedFuture(e);
        }
        var unused = stage.whenComplete((result, failure) -> {
            synchronized (waiting) {
                rowsInFlight -= rows;
            }
            // First what is over, then what may begin: the task that hears of it may have room for more.
            if (failure == null) {
                done.complete(result);
            } else {
                done.completeExceptionally(failure);
            }
            drain();
        });
    }

    /** One thread at a time lets groups begin; whoever comes meanwhile leaves a note, so that no stack grows. */
    private void drain() {
        int notes = 1;
        if (drains.getAndIncrement() != 0) {
            return;
        }
        do {
            for (Waiting next = admitted(); next != null; next = admitted()) {
                next.begin().run();
            }
            notes = drains.addAndGet(-notes);
        } while (notes != 0);
    }

    private @Nullable Waiting admitted() {
        synchronized (waiting) {
            Waiting next = waiting.peek();
            if (next == null) {
                return null;
            }
            int inDatabase = rowsInFlight - rowsElsewhere;
            boolean isDatabaseFull = inDatabase > 0 && inDatabase + next.rows() > limit.rows();
            boolean isMemoryFull = rowsInFlight > 0 && rowsInFlight + next.rows() > memory.rowsMax();
            if (isDatabaseFull || isMemoryFull) {
                heldBackAtNanos = nanoTime.getAsLong();
                return null;
            }
            if (rowsInFlight > 0 && rowsInFlight + next.rows() > rowsMax) {
                return null;
            }
            waiting.remove();
            rowsInFlight += next.rows();
            return next;
        }
    }
}
