package dev.reprise.service.boot;

import dev.reprise.common.async.Backoff;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a service up step by step, in a thread of its own, and waits as long as it takes: what is missing at start may
 * come later. What it waits for is shown by readiness, and logged when it lasts.
 *
 * <p>Threading: the state may be read by any thread.
 */
public final class StartUp {

    private static final Logger LOG = LoggerFactory.getLogger(StartUp.class);

    /** Most of what is awaited is there at once: an answer that another thread has asked for, a topic that was just created. */
    private static final Duration RETRY_AFTER_MIN = Duration.ofMillis(50);

    private static final Duration RETRY_AFTER_MAX = Duration.ofSeconds(1);

    /** Above what an attempt takes that waits for an answer: such a wait is no sign that all is well. */
    private static final Duration ATTEMPT_MAX = Duration.ofMinutes(1);

    /** What lasts no longer is part of every start. */
    private static final Duration LOGGED_AFTER = Duration.ofSeconds(1);

    private final List<WaitingStep> steps;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable String awaited = "start";
    private volatile @Nullable Throwable failure;

    /** Prepares the steps, to be taken in their order. */
    public StartUp(List<WaitingStep> steps) {
        this.steps = List.copyOf(steps);
        this.thread = new Thread(this::run, "start-up");
        thread.setDaemon(true);
    }

    /** Begins; returns at once. */
    public void begin() {
        thread.start();
    }

    /** Returns what is awaited, in words; empty when all steps are done. */
    public Optional<String> awaited() {
        return Optional.ofNullable(awaited);
    }

    /** Returns why the service can never come up; empty while it can. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** Gives up waiting; returns at once. */
    public void giveUp() {
        stopping.countDown();
        thread.interrupt();
    }

    private void run() {
        try {
            for (WaitingStep step : steps) {
                if (!completed(step)) {
                    return;
                }
            }
            awaited = null;
            LOG.info("event=started");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
            LOG.error("event=start-failed", e);
        }
    }

    /** What goes wrong unexpectedly may go right later, like all that is awaited; the log says what it was. */
    private static Optional<String> attempted(WaitingStep step) throws InterruptedException {
        try {
            return step.attempt();
        } catch (RuntimeException e) {
            return Optional.of("a step of the start failed: " + e);
        }
    }

    /** Returns false when the service is stopped before the step is done. */
    private boolean completed(WaitingStep step) throws InterruptedException {
        var backoff = new Backoff(RETRY_AFTER_MIN, RETRY_AFTER_MAX, ATTEMPT_MAX, System::nanoTime);
        long began = System.nanoTime();
        String logged = null;
        while (true) {
            Optional<String> missing = attempted(step);
            if (missing.isEmpty()) {
                return true;
            }
            awaited = missing.get();
            if (!missing.get().equals(logged) && System.nanoTime() - began >= LOGGED_AFTER.toNanos()) {
                LOG.warn("event=waiting for=\"{}\"", missing.get());
                logged = missing.get();
            }
            if (stopping.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
    }
}
