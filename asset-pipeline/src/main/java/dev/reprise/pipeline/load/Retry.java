package dev.reprise.pipeline.load;

import dev.reprise.common.async.Begun;
import dev.reprise.common.async.Cancellation;
import dev.reprise.common.async.Finished;
import dev.reprise.common.async.RemoteError;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Repeats what may succeed later, with exponential backoff and jitter, for a bounded time. What will never succeed is
 * given up at once.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
public final class Retry {

    private final Policy policy;
    private final Function<Throwable, RemoteError> classifier;
    private final ScheduledExecutorService scheduler;
    private final LongSupplier nanoTime;
    private final DoubleSupplier random;

    /**
     * How long, and how often.
     *
     * @param firstDelay before the second attempt; doubles from then on
     * @param delayMax longest delay
     * @param patience no attempt begins later than this after the first
     */
    public record Policy(Duration firstDelay, Duration delayMax, Duration patience) {}

    /**
     * Creates the retry.
     *
     * @param classifier judges a failure
     * @param random gives numbers from 0 to 1, for the jitter
     */
    public Retry(
            Policy policy,
            Function<Throwable, RemoteError> classifier,
            ScheduledExecutorService scheduler,
            LongSupplier nanoTime,
            DoubleSupplier random) {
        this.policy = policy;
        this.classifier = classifier;
        this.scheduler = scheduler;
        this.nanoTime = nanoTime;
        this.random = random;
    }

    /**
     * Does something until it succeeds.
     *
     * @param cancellation no attempt begins after it
     * @return completes with its result; exceptionally with a {@link GivenUpException} around its last failure, when that
     *     is not worth another attempt or the patience has run out
     */
    public <T> CompletionStage<T> untilDone(Supplier<CompletionStage<T>> action, Cancellation cancellation) {
        CompletableFuture<T> done = new CompletableFuture<>();
        attempt(action, done, new Try(1, nanoTime.getAsLong(), policy.firstDelay(), cancellation));
        return done;
    }

    /**
     * One attempt.
     *
     * @param number from 1 on
     * @param beganNanos when the first attempt was made
     * @param delay before the next
     * @param cancellation of all of them
     */
    private record Try(int number, long beganNanos, Duration delay, Cancellation cancellation) {}

    private <T> void attempt(Supplier<CompletionStage<T>> action, CompletableFuture<T> done, Try now) {
        if (now.cancellation().isCancelled()) {
            done.completeExceptionally(new GivenUpException(now.number(), Cancellation.dropped()));
            return;
        }
        var unused = Begun.stage(action).whenComplete((value, failure) -> {
            if (failure == null) {
                done.complete(value);
            } else if (classifier.apply(failure) != RemoteError.RETRYABLE || isLast(now)) {
                done.completeExceptionally(new GivenUpException(now.number(), Finished.unwrapped(failure)));
            } else {
                again(action, done, now, failure);
            }
        });
    }

    private <T> void again(Supplier<CompletionStage<T>> action, CompletableFuture<T> done, Try now, Throwable failure) {
        var next = new Try(now.number() + 1, now.beganNanos(), longer(now.delay()), now.cancellation());
        try {
            var unused = scheduler.schedule(
                    () -> attempt(action, done, next), jittered(now.delay()).toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The service is stopping; whoever waits for this must not wait for ever.
            done.completeExceptionally(new GivenUpException(now.number(), Finished.unwrapped(failure)));
        }
    }

    private boolean isLast(Try now) {
        return nanoTime.getAsLong() - now.beganNanos() + now.delay().toNanos()
                > policy.patience().toNanos();
    }

    private Duration longer(Duration delay) {
        Duration doubled = delay.multipliedBy(2);
        return doubled.compareTo(policy.delayMax()) > 0 ? policy.delayMax() : doubled;
    }

    /** Half of the delay is fixed and half is random, so that many who failed together do not come back together. */
    private Duration jittered(Duration delay) {
        return Duration.ofNanos((long) (delay.toNanos() * (0.5 + random.getAsDouble() / 2)));
    }
}
