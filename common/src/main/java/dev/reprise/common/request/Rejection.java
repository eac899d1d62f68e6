package dev.reprise.common.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.reprise.common.wire.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request that was refused, as it stands in {@code reprocess-rejections} under the key it was posted with.
 *
 * @param reasons why, at least one, bounded by {@link Reasons}
 * @param value the original value as text; {@code null} when there was none or it is not UTF-8
 * @param valueBase64 the original value when it is not UTF-8
 * @param valueBytes size of the original value when only its beginning is repeated here; {@code null} otherwise
 * @param topic topic the request was posted to
 * @param partition its partition
 * @param offset its offset; the original can be read there as long as the topic keeps it
 * @param rejectedAt when it was refused
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"reasons", "value", "valueBase64", "valueBytes", "topic", "partition", "offset", "rejectedAt"})
public record Rejection(
        List<String> reasons,
        @Nullable String value,
        @Nullable String valueBase64,
        @Nullable Integer valueBytes,
        String topic,
        int partition,
        long offset,
        Instant rejectedAt) {

    /**
     * Where a refused request was posted.
     *
     * @param topic topic name
     * @param partition partition number
     * @param offset offset in it
     */
    public record Position(String topic, int partition, long offset) {}

    public Rejection {
        reasons = Reasons.bounded(reasons);
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(rejectedAt, "rejectedAt");
    }

    /** The 1 MiB that a broker takes by default, less what surrounds the value: a key and headers. */
    private static final int RECORD_BYTES_MAX = 900 * 1024;

    /** What is repeated of a value that is too large: no escape makes a byte longer than six, and there are the reasons. */
    private static final int BEGINNING_BYTES = RECORD_BYTES_MAX / 8;

    /**
     * Prints the rejection of a posted value. The value is repeated whole unless that would not fit into a record of the
     * broker's default size; then its beginning is, and the position tells where the rest is.
     *
     * @param reasons at least one
     * @param original the value as posted; {@code null} when there was none
     */
    public static byte[] bytes(List<String> reasons, byte @Nullable [] original, Position at, Instant now) {
        if (original == null || original.length < RECORD_BYTES_MAX) {
            byte[] whole = Json.bytes(whole(reasons, original, at, now));
            if (original == null || whole.length < RECORD_BYTES_MAX) {
                return whole;
            }
        }
        String beginning =
                new String(Arrays.copyOf(original, Math.min(BEGINNING_BYTES, original.length)), StandardCharsets.UTF_8);
        return Json.bytes(
                new Rejection(reasons, beginning, null, original.length, at.topic(), at.partition(), at.offset(), now));
    }

    private static Rejection whole(List<String> reasons, byte @Nullable [] original, Position at, Instant now) {
        String text = original == null ? null : textOf(original);
        String base64 =
                original == null || text != null ? null : Base64.getEncoder().encodeToString(original);
        return new Rejection(reasons, text, base64, null, at.topic(), at.partition(), at.offset(), now);
    }

    private static @Nullable String textOf(byte[] value) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
