package dev.reprise.migration.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Brings a tree that code has made into the form that {@link StrictJson} would read from its bytes. Stateless.
 *
 * <p>So what is validated is what is written, without reading the bytes again, and a step of a chain is given what it
 * would find in the table after the step before. A walk over the tree costs a third of reading it.
 */
public final class JsonForm {

    static final String NO_JSON = "holds something that is not JSON";

    private JsonForm() {}

    /**
     * A copy in the form of JSON: equal, in classes of nodes too, to what is read from {@link StrictJson#bytes its bytes}.
     *
     * @return a tree that shares no object or list with the given one
     * @throws NoJsonFormException when it holds what cannot be written and read back: a number that is NaN or infinite,
     *     half of a character, something that is not JSON, or more than the reader takes
     */
    public static JsonNode of(JsonNode tree) {
        return copy(tree, 0);
    }

    private static JsonNode copy(JsonNode node, int depth) {
        return switch (node.getNodeType()) {
            case OBJECT -> copyObject(node, deeper(depth));
            case ARRAY -> copyArray(node, deeper(depth));
            case STRING -> {
                checkText(node.textValue(), StrictJson.TEXT_CHARS_MAX, JsonFault.TEXT_TOO_LONG);
                yield node;
            }
            case NUMBER -> JsonNumbers.canonical(node);
            case BOOLEAN, NULL -> node;
            default -> throw new NoJsonFormException(NO_JSON);
        };
    }

    private static int deeper(int depth) {
        if (depth >= StrictJson.DEPTH_MAX) {
            throw new NoJsonFormException(JsonFault.TOO_DEEP);
        }
        return depth + 1;
    }

    private static ObjectNode copyObject(JsonNode object, int depth) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            checkText(field.getKey(), StrictJson.NAME_CHARS_MAX, JsonFault.NAME_TOO_LONG);
            copy.set(field.getKey(), copy(field.getValue(), depth));
        }
        return copy;
    }

    private static ArrayNode copyArray(JsonNode array, int depth) {
        ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
        for (JsonNode element : array) {
            copy.add(copy(element, depth));
        }
        return copy;
    }

    private static void checkText(String text, int charsMax, JsonFault tooLong) {
        if (text.length() > charsMax) {
            throw new NoJsonFormException(tooLong);
        }
        if (hasHalfCharacter(text)) {
            throw new NoJsonFormException(JsonFault.HALF_CHARACTER);
        }
    }

    /** Whether a text holds a surrogate without its other half. */
    static boolean hasHalfCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }
}
