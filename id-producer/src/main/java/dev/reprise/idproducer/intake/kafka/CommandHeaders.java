package dev.reprise.idproducer.intake.kafka;

import dev.reprise.common.request.Rejection;
import dev.reprise.common.request.TraceParent;
import dev.reprise.idproducer.jobs.PostedRequest;
import dev.reprise.idproducer.plan.LookedTables;
import dev.reprise.topics.kafka.KafkaHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Carries along with a judged request where and when it was posted, so that the coordinator can answer it, and recognise
 * it when it comes again; and the tables that were looked at for it. The value of an accepted request is what was posted, that of a refused one is its rejection.
 */
public final class CommandHeaders {

    /** Most bytes that are repeated of a key: with the largest rejection the record stays below 1 MiB. */
    private static final int KEY_BYTES_MAX = 32 * 1024;

    private static final String KEY = "reprise-posted-key";
    private static final String PARTITION = "reprise-posted-partition";
    private static final String OFFSET = "reprise-posted-offset";
    private static final String TIME = "reprise-posted-at";
    private static final String REFUSED = "reprise-refused";
    private static final String TABLES = "reprise-tables";

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private CommandHeaders() {}

    static Headers ofRefused(PostedRequest posted) {
        return of(posted).add(REFUSED, new byte[0]);
    }

    /** Returns the headers of an accepted request, with the tables that it rests on. */
    static Headers ofAccepted(PostedRequest posted, LookedTables tables) {
        Headers headers = of(posted);
        byte[] bytes = tables.bytes();
        return bytes == null ? headers : headers.add(TABLES, bytes);
    }

    private static Headers of(PostedRequest posted) {
        Headers headers = new RecordHeaders();
        byte[] key = posted.key();
        if (key != null) {
            headers.add(KEY, key.length <= KEY_BYTES_MAX ? key : Arrays.copyOf(key, KEY_BYTES_MAX));
        }
        headers.add(PARTITION, ascii(posted.position().partition()));
        headers.add(OFFSET, ascii(posted.position().offset()));
        headers.add(TIME, ascii(posted.postedAtMillis()));
        String trace = posted.traceParent();
        if (trace != null) {
            headers.add(TraceParent.HEADER, trace.getBytes(StandardCharsets.US_ASCII));
        }
        return headers;
    }

    /**
     * Reads back where and when a request was posted.
     *
     * @param value value of the record
     * @param topic topic the request was posted to
     * @return {@code null} for a record that the intake has not written
     */
    public static @Nullable PostedRequest read(Headers headers, byte @Nullable [] value, String topic) {
        Header key = headers.lastHeader(KEY);
        Long partition = number(headers, PARTITION);
        Long offset = number(headers, OFFSET);
        Long time = number(headers, TIME);
        if (value == null || partition == null || offset == null || time == null) {
            return null;
        }
        var position = new Rejection.Position(topic, partition.intValue(), offset);
        return new PostedRequest(key == null ? null : key.value(), value, position, time, traceParent(headers));
    }

    /** Returns the trace that a record belongs to, or {@code null}. */
    static @Nullable String traceParent(Headers headers) {
        Header header = headers.lastHeader(TraceParent.HEADER);
        return header == null ? null : TraceParent.orNull(header.value());
    }

    /** Returns the tables that the intake has looked at. */
    public static LookedTables tables(Headers headers) {
        Header header = headers.lastHeader(TABLES);
        return LookedTables.read(header == null ? null : header.value());
    }

    /** Returns whether the value of a record is the rejection of what was posted. */
    public static boolean isRefused(Headers headers) {
        return headers.lastHeader(REFUSED) != null;
    }

    private static byte[] ascii(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }

    /** What is no number is not known: the record is not the intake's. */
    private static @Nullable Long number(Headers headers, String name) {
        return KafkaHeaders.of(headers)
                .text(name)
                .filter(text -> NUMBER.matcher(text).matches())
                .map(Long::valueOf)
                .orElse(null);
    }
}
