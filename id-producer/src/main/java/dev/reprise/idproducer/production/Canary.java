package dev.reprise.idproducer.production;

import dev.reprise.assets.CanaryRows;
import dev.reprise.common.async.Begun;
import dev.reprise.common.async.Finished;
import dev.reprise.common.async.RemoteError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The canary: reads a row of ours and writes another one, a few times a second, and keeps how long that took. It sends on time
 * however late answers are, so that a stall is not left out of the account.
 *
 * <p>Threading: asked by one thread, answered by those of the driver, read by any. Bound: the samples of {@link
 * #WINDOW}, and what is sent in the time that a request may take.
 */
public final class Canary implements Signal {

    static final Duration WINDOW = Duration.ofSeconds(Latencies.SECONDS);

    /** Most samples of the window, at the highest rate there is. */
    private static final int SAMPLES_MAX = 2_000;

    private static final Duration OPENED_AGAIN_AFTER = Duration.ofSeconds(2);

    private final Supplier<CompletionStage<CanaryRows>> opener;
    private final Function<Throwable, RemoteError> judge;
    private final Schedule schedule;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final ArrayDeque<Latencies.Sample> window = new ArrayDeque<>();
    private volatile @Nullable CompletableFuture<CanaryRows> opening;
    private volatile Instant openedAgainAt = Instant.EPOCH;
    private int next;
    private volatile @Nullable Instant answeredAt;
    private volatile @Nullable String trouble;

    /**
     * How often it asks.
     *
     * @param perSecond reads, and as many writes
     * @param answeredWithin what has no answer by then counts as one that took so long
     */
    public record Schedule(int perSecond, Duration answeredWithin) {}

    /**
     * Creates a canary that is not connected yet.
     *
     * @param opener connects and finds the rows
     * @param judge tells what a failed request means
     * @param nanoTime a clock that only goes forward
     */
    public Canary(
            Supplier<CompletionStage<CanaryRows>> opener,
            Function<Throwable, RemoteError> judge,
            Schedule schedule,
            Clock clock,
            LongSupplier nanoTime) {
        this.opener = opener;
        this.judge = judge;
        this.schedule = schedule;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    @Override
    public String name() {
        return "canary";
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(1).dividedBy(schedule.perSecond());
    }

    @Override
    public boolean needsTarget() {
        return true;
    }

    @Override
    public void ask() {
        CanaryRows rows = opened();
        if (rows != null) {
            int row = next++ % CanaryRows.COUNT;
            time(() -> rows.read(row));
            // Half the rows away, it is likely to meet another node.
            time(() -> rows.write((row + CanaryRows.COUNT / 2) % CanaryRows.COUNT));
        }
    }

    @Override
    public Optional<Answer> answer() {
        Instant at = answeredAt;
        return at == null ? Optional.empty() : Optional.of(new Answer(at, new Latencies(samples())));
    }

    @Override
    public @Nullable String trouble() {
        return trouble;
    }

    @Override
    public double p99Seconds() {
        return new Latencies(samples())
                .p99Nanos(clock.instant().minus(WINDOW))
                .map(nanos -> nanos / (double) TimeUnit.SECONDS.toNanos(1))
                .orElse(Double.NaN);
    }

    @Override
    public void close() {
        CompletableFuture<CanaryRows> last = opening;
        if (last != null) {
            var unused = last.thenAccept(CanaryRows::close);
        }
    }

    private @Nullable CanaryRows opened() {
        CompletableFuture<CanaryRows> last = opening;
        if (last == null) {
            if (clock.instant().isBefore(openedAgainAt)) {
                return null;
            }
            last = Begun.stage(opener);
            opening = last;
        }
        if (!last.isDone()) {
            return null;
        }
        if (last.isCompletedExceptionally()) {
            fail(Finished.failure(last));
            return null;
        }
        return Finished.result(last);
    }

    private void time(Supplier<CompletionStage<?>> request) {
        long began = nanoTime.getAsLong();
        var unused = Begun.stage(() -> request.get().thenApply(answer -> true))
                .whenComplete((done, failure) -> answered(nanoTime.getAsLong() - began, failure));
    }

    private void answered(long nanos, @Nullable Throwable failure) {
        if (failure == null) {
            keep(nanos);
            answeredAt = clock.instant();
            trouble = null;
        } else if (judge.apply(Finished.unwrapped(failure)) == RemoteError.RETRYABLE) {
            keep(Math.max(nanos, schedule.answeredWithin().toNanos()));
            trouble = words(failure);
        } else {
            fail(failure);
        }
    }

    private synchronized void keep(long nanos) {
        Instant now = clock.instant();
        window.add(new Latencies.Sample(now, nanos));
        while (window.size() > SAMPLES_MAX || window.getFirst().at().isBefore(now.minus(WINDOW))) {
            window.removeFirst();
        }
    }

    /** A table or a right that is missing may be there the next time. */
    private void fail(@Nullable Throwable failure) {
        trouble = words(failure);
        CompletableFuture<CanaryRows> failed = opening;
        opening = null;
        openedAgainAt = clock.instant().plus(OPENED_AGAIN_AFTER);
        if (failed != null) {
            var unused = failed.thenAccept(CanaryRows::close);
        }
    }

    private static String words(@Nullable Throwable failure) {
        Throwable cause = failure == null ? null : Finished.unwrapped(failure);
        return cause == null || cause.getMessage() == null ? String.valueOf(cause) : cause.getMessage();
    }

    private synchronized List<Latencies.Sample> samples() {
        return List.copyOf(window);
    }
}
