package dev.reprise.pipeline.kafka;

import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.DeadLetterHeaders;
import dev.reprise.common.event.Failure;
import dev.reprise.common.topic.Topics;
import dev.reprise.pipeline.result.DeadLetters;
import dev.reprise.service.kafka.RecordSize;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Makes the record of a dead letter: the event unchanged, with its headers and those that say why it failed. It always
 * fits the topic. What is so large that it does not, which can be no event, is cut and says so; the whole of it is where it
 * came from, as long as that topic keeps it.
 *
 * <p>Threading: stateless.
 */
public final class DeadLetterForm {

    /** No id is so long. */
    private static final int KEY_BYTES_MAX = 1_024;

    /** Room for the header that tells of the cut. */
    private static final int CUT_BYTES_MAX = 256;

    private DeadLetterForm() {}

    /**
     * Where an event was found.
     *
     * @param topic its topic
     * @param partition its partition
     * @param offset its offset
     */
    public record Origin(String topic, int partition, long offset) {}

    /**
     * Makes a dead letter.
     *
     * @param event the record of the event
     */
    public static Record<byte[], byte[]> of(
            Record<byte[], byte[]> event, Origin origin, Failure failure, long nowMillis) {
        byte[] key = event.key();
        byte[] value = event.value();
        Headers headers = new RecordHeaders(event.headers()).remove(AssetEvent.RUN_HEADER);
        Headers why = why(origin, failure);
        int room = Topics.RECORD_BYTES_MAX - RecordSize.of(why);
        if (RecordSize.of(key, value, headers) <= room) {
            why.forEach(headers::add);
            return new Record<>(key, value, nowMillis, headers);
        }
        String told = "too large to be repeated: a key of " + RecordSize.length(key) + ", a value of "
                + RecordSize.length(value) + " and headers of " + RecordSize.of(headers) + " bytes";
        why.add(DeadLetterHeaders.CUT, utf8(told));
        byte[] start = cut(value, room - KEY_BYTES_MAX - CUT_BYTES_MAX);
        return new Record<>(cut(key, KEY_BYTES_MAX), start, nowMillis, why);
    }

    private static Headers why(Origin origin, Failure failure) {
        Headers headers = new RecordHeaders();
        DeadLetters.headers(failure, origin.topic(), origin.partition(), origin.offset())
                .forEach((name, value) -> headers.add(name, utf8(value)));
        return headers;
    }

    private static byte @Nullable [] cut(byte @Nullable [] bytes, int bytesMax) {
        return bytes == null || bytes.length <= bytesMax ? bytes : Arrays.copyOf(bytes, bytesMax);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
