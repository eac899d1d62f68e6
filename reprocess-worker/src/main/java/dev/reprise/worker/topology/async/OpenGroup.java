package dev.reprise.worker.topology.async;

import java.util.ArrayList;
import java.util.List;

/**
 * A group that is being collected.
 *
 * <p>Threading: confined to the thread of its engine.
 */
final class OpenGroup<I> {
    private final List<I> items = new ArrayList<>();
    private int itemsBefore;

    List<I> items() {
        return items;
    }

    /** Returns whether nothing has come since this was asked last. */
    boolean rests() {
        boolean rests = items.size() == itemsBefore;
        itemsBefore = items.size();
        return rests;
    }
}
