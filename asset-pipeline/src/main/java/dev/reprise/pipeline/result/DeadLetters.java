package dev.reprise.pipeline.result;

import dev.reprise.common.event.DeadLetterHeaders;
import dev.reprise.common.event.Failure;
import java.util.LinkedHashMap;
import java.util.Map;

/** The headers of dead letters. The value of a dead letter is the event, unchanged: the payload may be private. */
public final class DeadLetters {

    private DeadLetters() {}

    /**
     * Returns the headers that say why an event failed, and where it was.
     *
     * @param topic topic of the event
     * @param partition its partition
     * @param offset its offset
     */
    public static Map<String, String> headers(Failure failure, String topic, int partition, long offset) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(DeadLetterHeaders.REASON, failure.told());
        headers.put(DeadLetterHeaders.CAUSE, failure.cause());
        headers.put(DeadLetterHeaders.TOPIC, topic);
        headers.put(DeadLetterHeaders.PARTITION, Integer.toString(partition));
        headers.put(DeadLetterHeaders.OFFSET, Long.toString(offset));
        headers.put(DeadLetterHeaders.FINGERPRINT, failure.fingerprint());
        headers.put(DeadLetterHeaders.STAGE, failure.stage().word());
        if (failure.migration() != null) {
            headers.put(DeadLetterHeaders.MIGRATION, failure.migration());
        }
        headers.put(DeadLetterHeaders.ATTEMPTS, Integer.toString(failure.attempts()));
        return headers;
    }
}
