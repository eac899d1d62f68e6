package dev.reprise.worker.topology;

import dev.reprise.worker.topology.async.ConsumedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Events that a task has taken off its partition and not processed: those of jobs that are paused or refused here. So they
 * hold nothing back that is behind them. They lie in a logged store, in the transaction of their offsets, in the order of
 * their offsets, and move with the task.
 *
 * <p>Threading: confined to one stream thread. Bound: {@code eventsMax} events; beside the store, a few numbers a job.
 */
final class ParkedEvents {

    /** Offsets that one look into the store covers: a look copies the keys it covers. */
    private static final long WINDOW = 64;

    private final KeyValueStore<String, byte[]> store;
    private final int eventsMax;
    private final Map<String, Span> spans = new TreeMap<>();
    private int events;

    /**
     * Where the events of one job lie.
     *
     * @param first no event has a lower offset
     * @param last no event has a higher one
     * @param events how many there are, at least 1
     */
    private record Span(long first, long last, int events) {
        Span with(long offset) {
            return new Span(Math.min(first, offset), Math.max(last, offset), events + 1);
        }
    }

    /** Takes up what is stored. */
    ParkedEvents(KeyValueStore<String, byte[]> store, int eventsMax) {
        this.store = store;
        this.eventsMax = eventsMax;
        try (KeyValueIterator<String, byte[]> stored = store.all()) {
            stored.forEachRemaining(entry -> note(jobOf(entry.key), offsetOf(entry.key)));
        }
    }

    /** Returns the jobs that have events here. */
    List<String> jobs() {
        return List.copyOf(spans.keySet());
    }

    /** Returns how many events of a job are here. */
    int count(String job) {
        Span span = spans.get(job);
        return span == null ? 0 : span.events();
    }

    /** Returns whether nothing more may be put here. */
    boolean isFull() {
        return events >= eventsMax;
    }

    /** Puts an event here. */
    void add(String job, ConsumedRecord<byte[], byte[]> consumed) {
        long offset = consumed.offset();
        store.put(key(job, offset), ConsumedRecordFormat.bytes(consumed));
        note(job, offset);
    }

    /** Takes the first events of a job away, as far as there are so many. */
    List<ConsumedRecord<byte[], byte[]>> take(String job, int eventsMost) {
        List<ConsumedRecord<byte[], byte[]>> taken = new ArrayList<>();
        Span span = spans.get(job);
        if (span == null) {
            return taken;
        }
        int wanted = Math.min(eventsMost, span.events());
        long from = span.first();
        while (taken.size() < wanted) {
            if (from > span.last()) {
                throw new IllegalStateException("events parked of job " + job + " are missing in the store");
            }
            from = take(job, from, wanted, taken);
        }
        events -= wanted;
        if (wanted == span.events()) {
            spans.remove(job);
        } else {
            spans.put(job, new Span(from, span.last(), span.events() - wanted));
        }
        return taken;
    }

    /** Takes what one window holds, and returns the offset to go on from. */
    private long take(String job, long from, int wanted, List<ConsumedRecord<byte[], byte[]>> taken) {
        List<String> keys = new ArrayList<>();
        long next = from + WINDOW;
        try (var window = store.range(key(job, from), key(job, from + WINDOW - 1))) {
            while (window.hasNext()) {
                if (taken.size() == wanted) {
                    next = offsetOf(window.peekNextKey());
                    break;
                }
                var entry = window.next();
                taken.add(ConsumedRecordFormat.read(entry.value));
                keys.add(entry.key);
            }
        }
        keys.forEach(store::delete);
        return next;
    }

    private void note(String job, long offset) {
        spans.merge(job, new Span(offset, offset, 1), (span, one) -> span.with(offset));
        events++;
    }

    /** The order of keys is that of offsets: they have one length. */
    private static String key(String job, long offset) {
        return job + "/" + String.format("%019d", offset);
    }

    private static String jobOf(String key) {
        return key.substring(0, key.lastIndexOf('/'));
    }

    private static long offsetOf(String key) {
        return Long.parseLong(key.substring(key.lastIndexOf('/') + 1));
    }
}
