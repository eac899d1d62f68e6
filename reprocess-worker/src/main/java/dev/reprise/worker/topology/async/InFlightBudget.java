package dev.reprise.worker.topology.async;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many items all engines of an instance may have in flight together. Each may always have its share, whatever the
 * others hold: they hand on by the same thread, so to wait for them would be to wait for oneself. Beyond its share an
 * engine takes what is left, so that one task with work is as fast as many.
 *
 * <p>Threading: safe for any number of threads. Engines of several threads may exceed it by an item each.
 */
public final class InFlightBudget {

    private final int itemsMax;
    private final int share;
    private final AtomicInteger items = new AtomicInteger();

    /**
     * Creates a budget of which nothing is taken.
     *
     * @param itemsMax items accepted and not yet handed on, over all engines
     * @param share items that one engine may have in any case
     */
    public InFlightBudget(int itemsMax, int share) {
        if (itemsMax < 1 || share < 1) {
            throw new IllegalArgumentException("both bounds must be at least 1");
        }
        this.itemsMax = itemsMax;
        this.share = share;
    }

    /** Returns whether an engine that has so many items may have one more. */
    boolean hasRoom(int own) {
        return own < share || items.get() < itemsMax;
    }

    /** Returns whether no engine has anything. */
    boolean isUnused() {
        return inFlight() == 0;
    }

    /** Returns how many items all engines have. */
    public int inFlight() {
        return items.get();
    }

    void take() {
        items.incrementAndGet();
    }

    void giveBack(int count) {
        items.addAndGet(-count);
    }
}
