package dev.reprise.pipeline.decide;

import dev.reprise.common.event.Failure;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows that took too long lately. A task that gives up replays its events: without this, each replay would spend the
 * same time on the same rows again, and a task with many of them would never get on.
 *
 * <p>Threading: safe for any number of threads. Bound: {@link #ROWS_MAX}, each for {@link #LOOKS_MAX} looks.
 */
final class TooSlowRows {

    private static final int ROWS_MAX = 10_000;

    /** Looks of the watchdog: five minutes. A redrive after that gives the row its time again. */
    private static final int LOOKS_MAX = 3_000;

    private final Map<Object, Entry> rows = new LinkedHashMap<>();
    private volatile boolean any;
    private long looks;

    private record Entry(Failure failure, long endsAtLook) {}

    synchronized void add(Object identity, Failure failure) {
        rows.put(identity, new Entry(failure, looks + LOOKS_MAX));
        if (rows.size() > ROWS_MAX) {
            removeOldest();
        }
        any = true;
    }

    /** Notes that time passes. */
    synchronized void look() {
        looks++;
        while (any && rows.values().iterator().next().endsAtLook() <= looks) {
            removeOldest();
        }
    }

    /** Returns whether there may be any; costs nothing. */
    boolean any() {
        return any;
    }

    synchronized @Nullable Failure find(Object identity) {
        Entry entry = rows.get(identity);
        return entry == null ? null : entry.failure();
    }

    private void removeOldest() {
        var oldest = rows.keySet().iterator();
        oldest.next();
        oldest.remove();
        any = !rows.isEmpty();
    }
}
