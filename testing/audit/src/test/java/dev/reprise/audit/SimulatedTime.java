package dev.reprise.audit;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes by what is to be done. */
final class SimulatedTime {

    static final long START_MILLIS = Instant.parse("2026-05-05T12:00:00Z").toEpochMilli();

    private final PriorityQueue<Action> queue =
            new PriorityQueue<>(Comparator.comparingLong(Action::millis).thenComparing(Action::number));

    private long now = START_MILLIS;
    private int made;

    private record Action(long millis, int number, Runnable what) {}

    /** Plans something so many milliseconds after the start. */
    void at(long millis, Runnable what) {
        made++;
        queue.add(new Action(START_MILLIS + millis, made, what));
    }

    /** Plans something so many milliseconds from now. */
    void in(long millis, Runnable what) {
        at(now - START_MILLIS + millis, what);
    }

    long millis() {
        return now;
    }

    long micros() {
        return now * 1000;
    }

    /** Does all that is planned, and what is planned by it. */
    void run() {
        Action next = queue.poll();
        while (next != null) {
            now = next.millis();
            next.what().run();
            next = queue.poll();
        }
    }
}
