package dev.reprise.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one configuration of JSON for stored records: times and durations are ISO-8601, absent fields are left out, unknown
 * fields are skipped so that an older instance can read what a newer one wrote, numbers in a tree stay as written.
 *
 * <p>Threading: immutable after class initialisation, safe for any number of threads.
 */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private static final JsonMapper STRICT = MAPPER.rebuild()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** What Jackson says of a document that it does not repeat; of no use to whoever posted it. */
    private static final Pattern SOURCE = Pattern.compile("\\[Source: [^;]*; (line: \\d+, column: \\d+)]");

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private Json() {}

    /** Returns the shared mapper of stored records; callers must not reconfigure it. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /**
     * Parses what a user typed: no duplicate keys, nothing behind the document, and numbers as written. A byte order mark
     * is skipped, since editors put one there unasked.
     *
     * @param utf8 one JSON document; never taken for UTF-16, as Jackson would do with bytes
     * @return the document; a missing node where there is nothing but blanks
     * @throws JsonProcessingException naming line and column of the mistake
     */
    public static JsonNode parseStrict(byte[] utf8) throws JsonProcessingException {
        String text = new String(utf8, StandardCharsets.UTF_8);
        try (JsonParser json = STRICT.createParser(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)) {
            @Nullable JsonNode document = STRICT.readTree(json);
            if (document != null && json.nextToken() != null) {
                throw new JsonParseException(json, "something follows the document");
            }
            return document == null ? MissingNode.getInstance() : document;
        } catch (NumberFormatException e) {
            throw outOfRange(e);
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    /**
     * Prints a record as one line of UTF-8 JSON.
     *
     * @throws UncheckedIOException if the value has no JSON form, which is an error of the program
     */
    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(value.getClass().getSimpleName() + " has no JSON form", e);
        }
    }

    /**
     * Reads a stored record.
     *
     * @throws UncheckedIOException if the bytes are not a record of that type, JSON's {@code null} included; the caller
     *     decides whether that is a foreign record to skip or a fatal error
     */
    public static <T> T read(byte[] utf8, Class<T> type) {
        try {
            @Nullable T value = MAPPER.readValue(utf8, type);
            if (value == null) {
                throw new JsonParseException(null, "the document is null");
            }
            return value;
        } catch (NumberFormatException e) {
            throw unreadable(type, outOfRange(e));
        } catch (IOException e) {
            throw unreadable(type, e);
        }
    }

    /** Returns the message of a JSON error on one line, without Jackson's source excerpt. */
    public static String firstLine(IOException error) {
        if (error instanceof JsonProcessingException json) {
            var location = json.getLocation();
            String where = location == null
                    ? ""
                    : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
            return SOURCE.matcher(oneLine(json.getOriginalMessage())).replaceAll("$1") + where;
        }
        return oneLine(String.valueOf(error.getMessage()));
    }

    /** Jackson lets this exception through: the exponent of a number does not fit an int. */
    private static JsonParseException outOfRange(NumberFormatException cause) {
        return new JsonParseException(null, "a number has an exponent that is out of range", cause);
    }

    private static UncheckedIOException unreadable(Class<?> type, IOException cause) {
        return new UncheckedIOException("not a " + type.getSimpleName() + ": " + firstLine(cause), cause);
    }

    private static String oneLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
