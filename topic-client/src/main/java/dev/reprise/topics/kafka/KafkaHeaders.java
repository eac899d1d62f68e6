package dev.reprise.topics.kafka;

import dev.reprise.common.records.HeaderValues;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The headers of Kafka's records as readers see them. */
public final class KafkaHeaders {

    private static final byte[] NO_VALUE = {};

    private KafkaHeaders() {}

    /** Returns a view of the headers. */
    public static HeaderValues of(Headers headers) {
        return name -> {
            Header header = headers.lastHeader(name);
            if (header == null) {
                return null;
            }
            byte[] value = header.value();
            return value == null ? NO_VALUE : value;
        };
    }
}
