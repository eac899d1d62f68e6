package dev.reprise.pipeline.boot;

import dev.reprise.pipeline.decide.DecisionThreads;
import dev.reprise.processor.AssetProcessor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The threads of a pipeline: those that decide, the one that looks after them, and the one that retries.
 *
 * <p>Threading: started and closed once.
 */
public final class PipelineThreads implements AutoCloseable {

    private final DecisionThreads decisions;
    private final ScheduledExecutorService retries =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "retries", 0));
    private final ScheduledExecutorService watchdog =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "decision-watchdog", 0));

    /** Makes the threads that decide; nothing runs before {@link #start()}. */
    public PipelineThreads(DecisionThreads.Limits limits) {
        this.decisions = new DecisionThreads(limits, task -> daemon(task, "decisions", AssetProcessor.STACK_BYTES));
    }

    /** Begins to look after decisions. */
    public void start() {
        long everyMillis = DecisionThreads.LOOK_EVERY.toMillis();
        var unused = watchdog.scheduleWithFixedDelay(decisions::look, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    }

    /** Returns those that decide. */
    public DecisionThreads decisions() {
        return decisions;
    }

    /** Returns the one that retries. */
    public ScheduledExecutorService retries() {
        return retries;
    }

    @Override
    public void close() {
        retries.shutdownNow();
        watchdog.shutdownNow();
        decisions.close();
    }

    /** Makes a thread; a stack of 0 bytes is the usual one. */
    private static Thread daemon(Runnable task, String name, long stackBytes) {
        Thread thread = new Thread(null, task, name, stackBytes);
        thread.setDaemon(true);
        return thread;
    }
}
