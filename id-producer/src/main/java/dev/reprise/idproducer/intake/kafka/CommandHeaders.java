package dev.reprise.idproducer.intake.kafka;

import dev.reprise.common.request.Rejection;
import dev.reprise.idproducer.jobs.PostedRequest;
import dev.reprise.service.kafka.KafkaHeaders;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Carries along with an accepted request where and when it was posted, for the case that the coordinator refuses it or has
 * handled it before.
 */
public final class CommandHeaders {

    private static final String KEY = "reprise-posted-key";
    private static final String PARTITION = "reprise-posted-partition";
    private static final String OFFSET = "reprise-posted-offset";
    private static final String TIME = "reprise-posted-at";

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private static final long UNKNOWN = -1;

    private CommandHeaders() {}

    static Headers of(byte @Nullable [] key, int partition, long offset, long postedAtMillis) {
        Headers headers = new RecordHeaders();
        if (key != null) {
            headers.add(KEY, key);
        }
        headers.add(PARTITION, ascii(partition));
        headers.add(OFFSET, ascii(offset));
        headers.add(TIME, ascii(postedAtMillis));
        return headers;
    }

    /**
     * Reads back what {@link #of} wrote.
     *
     * @param value value of the record, which is what was posted
     * @param topic topic the request was posted to
     */
    public static PostedRequest read(Headers headers, byte[] value, String topic) {
        Header key = headers.lastHeader(KEY);
        var position = new Rejection.Position(topic, (int) number(headers, PARTITION), number(headers, OFFSET));
        return new PostedRequest(key == null ? null : key.value(), value, position, number(headers, TIME));
    }

    private static byte[] ascii(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }

    /** What is no number is not known: the record is not the intake's. */
    private static long number(Headers headers, String name) {
        String text = KafkaHeaders.of(headers).text(name).orElse("");
        return NUMBER.matcher(text).matches() ? Long.parseLong(text) : UNKNOWN;
    }
}
