package dev.reprise.worker.topology.async;

import dev.reprise.common.async.Backoff;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What all tasks of an instance share about giving up: how long they rest before they begin again, so that a cause that
 * lasts does not become a storm of rebalances; what the trouble is, in words; and how long they may still wait for
 * operations when the service is to stop.
 *
 * <p>A rest is taken when a task begins, not when it gives up: by then its transaction is aborted, and keeps no reader of
 * the outputs waiting. It blocks the stream thread, which does not poll meanwhile; keep the longest rest and the patience of
 * the engine together below half of {@code max.poll.interval.ms}.
 *
 * <p>Threading: safe for any number of threads.
 */
public final class RestartBackoff {

    private final Backoff backoff;
    private final LongSupplier nanoTime;
    private final Function<Throwable, String> words;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable Long restUntilNanos;
    private volatile @Nullable Long stopAtNanos;
    private volatile @Nullable String trouble;

    /**
     * Creates the restartBackoff of a stream.
     *
     * @param backoff rests from one give-up to the next; counts as calm what is longer than the patience of the engine
     * @param nanoTime a clock that only goes forward
     * @param words says what a cause means for whoever looks after the service
     */
    public RestartBackoff(Backoff backoff, LongSupplier nanoTime, Function<Throwable, String> words) {
        this.backoff = backoff;
        this.nanoTime = nanoTime;
        this.words = words;
    }

    /**
     * Lets no task wait for its operations longer than this from now on, nor rest any more: what is not finished by then
     * is given up and replayed elsewhere. To be called before the stream is closed.
     */
    public void stopWithin(Duration time) {
        stopAtNanos = nanoTime.getAsLong() + time.toNanos();
        stopping.countDown();
    }

    /**
     * Returns why the tasks of this instance do not get on; empty while they do. Trouble that was not met again for a while
     * is over as well: the tasks that met it may have moved elsewhere, or have nothing to do by which they could show it.
     */
    public Optional<String> trouble() {
        return backoff.isCalm() ? Optional.empty() : Optional.ofNullable(trouble);
    }

    /** Notes that a task gives up, and returns what that means, in words. */
    String giveUp(Throwable cause) {
        String said = words.apply(cause);
        restUntilNanos = nanoTime.getAsLong() + backoff.next().toNanos();
        trouble = said;
        return said;
    }

    /** Notes that a task has finished what it consumed. */
    void worked() {
        trouble = null;
    }

    /** Waits for the end of the rest, if there is one. */
    void rest() {
        Long until = restUntilNanos;
        if (until == null) {
            return;
        }
        try {
            // However it ends: who is to stop does not rest.
            var unused = stopping.await(until - nanoTime.getAsLong(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    long nanoTime() {
        return nanoTime.getAsLong();
    }

    /** Returns in words how long a wait was allowed to last. */
    String allowed(Duration patience) {
        return stopAtNanos == null ? patience.toString() : "the stop of the service allows";
    }

    /** Returns how long a wait may go on that has a deadline of its own. */
    long leftNanos(long deadlineNanos) {
        long now = nanoTime.getAsLong();
        Long stopAt = stopAtNanos;
        long left = deadlineNanos - now;
        return stopAt == null ? left : Math.min(left, stopAt - now);
    }
}
