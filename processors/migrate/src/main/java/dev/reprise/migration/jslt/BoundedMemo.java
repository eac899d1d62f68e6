package dev.reprise.migration.jslt;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Remembers values made from keys, up to a number of them; beyond it they are made anew each time. Safe for threads.
 */
final class BoundedMemo<K, V> {

    private final int entriesMax;
    private final Map<K, V> values = new ConcurrentHashMap<>();

    BoundedMemo(int entriesMax) {
        this.entriesMax = entriesMax;
    }

    V get(K key, Function<K, V> make) {
        V known = values.get(key);
        if (known != null) {
            return known;
        }
        V made = make.apply(key);
        if (values.size() < entriesMax) {
            values.put(key, made);
        }
        return made;
    }
}
