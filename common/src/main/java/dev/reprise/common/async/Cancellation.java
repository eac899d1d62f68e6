package dev.reprise.common.async;

import java.util.concurrent.CancellationException;

/**
 * Tells work that waits somewhere whether anybody still waits for it. Every queue asks before it begins something; what is
 * under way already ends by itself.
 *
 * <p>Threading: safe for any number of threads. Once cancelled it stays so.
 */
public final class Cancellation {

    private volatile boolean cancelled;

    /** Makes everything that has not begun be dropped. */
    public void cancel() {
        cancelled = true;
    }

    /** Returns whether nobody waits any more. */
    public boolean isCancelled() {
        return cancelled;
    }

    /** Returns what dropped work fails with. */
    public static CancellationException dropped() {
        return new CancellationException("dropped before it began: nobody waits for it any more");
    }
}
