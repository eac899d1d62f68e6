package dev.reprise.processor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A record for a topic. All texts are sent as UTF-8.
 *
 * <p>Threading: immutable.
 *
 * @param topic it must exist: see {@link SinkContext#canSendTo}
 * @param key chooses the partition, as Kafka's own producer does
 * @param value what it says
 * @param headers in their order
 */
public record Message(String topic, String key, String value, Map<String, String> headers) {
    public Message {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }
}
