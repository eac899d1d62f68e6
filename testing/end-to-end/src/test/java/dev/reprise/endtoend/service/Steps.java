package dev.reprise.endtoend.service;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a test did and when, by the clock that topics have too.
 *
 * <p>Threading: one thread.
 */
final class Steps {

    private final Map<String, Long> millis = new LinkedHashMap<>();

    /** Posts a request and notes when. */
    void post(TopicClient client, String name, String request) {
        note(name);
        client.post(request);
    }

    /** Notes that something happens now. */
    void note(String name) {
        millis.put(name, System.currentTimeMillis());
    }

    /** Returns when a step was taken, in milliseconds since 1970. */
    long millisOf(String name) {
        Long at = millis.get(name);
        if (at == null) {
            throw new AssertionError("there was no step " + name + ", only " + millis.keySet());
        }
        return at;
    }
}
