package dev.reprise.migration.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The one reader and writer of the JSON that migrations see: payloads, examples, schemas. Numbers are those of
 * {@link JsonNumbers}. Stateless and safe for threads.
 *
 * <p>Reading is strict: UTF-8 alone, no name twice in one object, nothing behind the end, nothing but JSON's own grammar.
 * What is read and written again has the same values in the same order, numbers with the same digits; white space
 * between them is gone, and a text is written in as few bytes as JSON allows.
 */
public final class StrictJson {

    /** Objects and lists inside each other. */
    public static final int DEPTH_MAX = 1_000;

    /** Characters of one text. */
    public static final int TEXT_CHARS_MAX = 20_000_000;

    /** Characters of one name. */
    public static final int NAME_CHARS_MAX = 50_000;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxNumberLength(JsonNumbers.CHARS_MAX)
                    .maxStringLength(TEXT_CHARS_MAX)
                    .maxNameLength(NAME_CHARS_MAX)
                    .build())
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private static final char REPLACEMENT = '\uFFFD';
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private StrictJson() {}

    /**
     * Reads a payload. A byte order mark before it is skipped.
     *
     * @param utf8 from its position to its limit, backed by an array; not changed
     * @throws InvalidJsonException when it is not exactly one JSON value
     */
    public static JsonNode read(ByteBuffer utf8) throws InvalidJsonException {
        String text = new String(
                utf8.array(), utf8.arrayOffset() + utf8.position(), utf8.remaining(), StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0 && !isUtf8(utf8.duplicate())) {
            throw new InvalidJsonException(JsonFault.NOT_UTF_8, null, null);
        }
        return read(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    }

    /** Asked only when a text holds what malformed bytes are replaced by. */
    private static boolean isUtf8(ByteBuffer bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes);
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /**
     * Reads a text.
     *
     * @throws InvalidJsonException when it is not exactly one JSON value
     */
    public static JsonNode read(String text) throws InvalidJsonException {
        // Bytes have been decoded strictly, so only an escape can make half of a character.
        boolean mayHaveHalves = text.contains("\\u");
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new InvalidJsonException(JsonFault.NOT_JSON, null, "it is empty");
            }
            JsonNode root = new JsonTreeReader(parser, mayHaveHalves).value(first);
            if (parser.nextToken() != null) {
                throw new InvalidJsonException(
                        JsonFault.NOT_JSON, parser.currentTokenLocation(), "something follows its end");
            }
            return root;
        } catch (StreamConstraintsException e) {
            throw new InvalidJsonException(limit(String.valueOf(e.getOriginalMessage())), e.getLocation(), null);
        } catch (JsonProcessingException e) {
            throw new InvalidJsonException(JsonFault.NOT_JSON, e.getLocation(), e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    /** Jackson names the limit in its message alone. */
    private static JsonFault limit(String message) {
        if (message.startsWith("Document nesting depth")) {
            return JsonFault.TOO_DEEP;
        } else if (message.startsWith("String")) {
            return JsonFault.TEXT_TOO_LONG;
        }
        return message.startsWith("Name") ? JsonFault.NAME_TOO_LONG : JsonFault.NUMBER_TOO_LONG;
    }

    /**
     * Writes a tree as UTF-8.
     *
     * @throws NoJsonFormException when it holds what is not JSON; never for a tree of {@link #read} or {@link JsonForm}
     */
    public static byte[] bytes(JsonNode tree) {
        ByteArrayBuilder utf8 = new ByteArrayBuilder();
        try (JsonGenerator json = FACTORY.createGenerator(utf8)) {
            write(tree, json);
        } catch (JsonProcessingException e) {
            throw new NoJsonFormException(JsonFault.HALF_CHARACTER);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return utf8.toByteArray();
    }

    /** Writes a tree as text. */
    public static String text(JsonNode tree) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            write(tree, json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return text.toString();
    }

    private static void write(JsonNode tree, JsonGenerator json) throws IOException {
        switch (tree.getNodeType()) {
            case OBJECT -> {
                json.writeStartObject();
                for (Map.Entry<String, JsonNode> field : tree.properties()) {
                    json.writeFieldName(field.getKey());
                    write(field.getValue(), json);
                }
                json.writeEndObject();
            }
            case ARRAY -> {
                json.writeStartArray();
                for (JsonNode element : tree) {
                    write(element, json);
                }
                json.writeEndArray();
            }
            case STRING -> json.writeString(tree.textValue());
            case NUMBER -> writeNumber(JsonNumbers.canonical(tree), json);
            case BOOLEAN -> json.writeBoolean(tree.booleanValue());
            case NULL -> json.writeNull();
            default -> throw new NoJsonFormException(JsonForm.NO_JSON);
        }
    }

    private static void writeNumber(JsonNode number, JsonGenerator json) throws IOException {
        if (number instanceof WrittenNumber written) {
            json.writeNumber(written.text());
        } else if (number.isInt()) {
            json.writeNumber(number.intValue());
        } else if (number.isLong()) {
            json.writeNumber(number.longValue());
        } else {
            json.writeNumber(number.bigIntegerValue());
        }
    }
}
