package dev.reprise.migration.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;

/**
 * Makes a tree of the tokens of a parser, which bounds their nesting. Threading: one for each text.
 *
 * <p>Jackson's own tree reader does the same, but neither keeps a number's digits nor notices a name that comes twice at
 * the price of a look.
 */
final class JsonTreeReader {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonParser parser;
    private final boolean mayHaveHalves;

    /** Reads from the parser; a text without escapes cannot have half a character, and is not searched for one. */
    JsonTreeReader(JsonParser parser, boolean mayHaveHalves) {
        this.parser = parser;
        this.mayHaveHalves = mayHaveHalves;
    }

    /** The value that begins with the parser's current token. */
    JsonNode value(JsonToken token) throws IOException, InvalidJsonException {
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> NODES.textNode(whole(parser.getText()));
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> JsonNumbers.ofFraction(bounded(parser.getText()));
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            default -> throw new IllegalStateException("no value begins with " + token);
        };
    }

    private ObjectNode object() throws IOException, InvalidJsonException {
        ObjectNode object = NODES.objectNode();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            whole(name);
            if (object.replace(name, value(parser.nextToken())) != null) {
                throw invalid(JsonFault.DUPLICATE_KEY);
            }
        }
        return object;
    }

    private ArrayNode array() throws IOException, InvalidJsonException {
        ArrayNode array = NODES.arrayNode();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(value(token));
        }
        return array;
    }

    private JsonNode integer() throws IOException, InvalidJsonException {
        if (parser.getTextLength() > JsonNumbers.CHARS_MAX) {
            throw invalid(JsonFault.NUMBER_TOO_LONG);
        }
        return switch (parser.getNumberType()) {
            case INT -> {
                int value = parser.getIntValue();
                yield value == 0 && parser.getTextLength() > 1
                        ? WrittenNumber.MinusZero.INSTANCE
                        : NODES.numberNode(value);
            }
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> JsonNumbers.of(new BigInteger(parser.getText()));
        };
    }

    private String bounded(String number) throws InvalidJsonException {
        if (!JsonNumbers.isBounded(number)) {
            throw invalid(JsonFault.NUMBER_TOO_LONG);
        }
        return number;
    }

    private String whole(String text) throws InvalidJsonException {
        if (mayHaveHalves && JsonForm.hasHalfCharacter(text)) {
            throw invalid(JsonFault.HALF_CHARACTER);
        }
        return text;
    }

    private InvalidJsonException invalid(JsonFault fault) {
        return new InvalidJsonException(fault, parser.currentTokenLocation(), null);
    }
}
