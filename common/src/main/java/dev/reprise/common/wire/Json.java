package dev.reprise.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The one configuration of JSON for stored records: times are ISO-8601, absent fields are left out, unknown fields are
 * skipped so that an older instance can read what a newer one wrote.
 *
 * <p>Threading: immutable after class initialisation, safe for any number of threads.
 */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private static final JsonMapper STRICT = MAPPER.rebuild()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {}

    /** Returns the shared mapper of stored records; callers must not reconfigure it. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /**
     * Parses what a user typed: no duplicate keys, nothing behind the document, and numbers as written.
     *
     * @param utf8 one JSON document
     * @throws JsonProcessingException naming line and column of the mistake
     */
    public static JsonNode parseStrict(byte[] utf8) throws JsonProcessingException {
        try {
            return STRICT.readTree(utf8);
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
     * @throws UncheckedIOException if the bytes are not a record of that type; the caller decides whether that is a
     *     foreign record to skip or a fatal error
     */
    public static <T> T read(byte[] utf8, Class<T> type) {
        try {
            return MAPPER.readValue(utf8, type);
        } catch (IOException e) {
            throw new UncheckedIOException("not a " + type.getSimpleName() + ": " + firstLine(e), e);
        }
    }

    /** Returns the message of a JSON error on one line, without Jackson's source excerpt. */
    public static String firstLine(IOException error) {
        if (error instanceof JsonProcessingException json) {
            var location = json.getLocation();
            String where = location == null
                    ? ""
                    : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
            return oneLine(json.getOriginalMessage()) + where;
        }
        return oneLine(String.valueOf(error.getMessage()));
    }

    private static String oneLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
