package dev.reprise.migration.jsonata;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.migration.MigrationRefusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of one payload between Jackson and the library, which computes with plain Java objects. Threading: one for
 * each evaluation.
 *
 * <p>To the library, null is "undefined" and JSON's null an object of its own. Every null of a payload is given as that
 * object: a Java null inside an array would otherwise vanish.
 */
final class JsonataValues {

    private final JsonataNumbers numbers;

    JsonataValues(JsonataNumbers numbers) {
        this.numbers = numbers;
    }

    /** A fresh value, which the library may change. */
    Object toJava(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                node.properties().forEach(field -> map.put(field.getKey(), toJava(field.getValue())));
                yield map;
            }
            case ARRAY -> {
                List<Object> list = new ArrayList<>(node.size());
                node.forEach(element -> list.add(toJava(element)));
                yield list;
            }
            case STRING -> node.asText();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> numbers.toJava(node);
            default -> Jsonata.NULL_VALUE;
        };
    }

    /**
     * The result as JSON.
     *
     * @return null when the result is undefined
     * @throws MigrationRefusal when it holds something that is not JSON, such as a function
     */
    @Nullable
    JsonNode toJson(@Nullable Object value) {
        return value == null ? null : toNode(value);
    }

    private JsonNode toNode(@Nullable Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value == null || value == Jsonata.NULL_VALUE) {
            return nodes.nullNode();
        } else if (value instanceof Map<?, ?> map) {
            ObjectNode object = nodes.objectNode();
            map.forEach((name, element) -> object.set(String.valueOf(name), toNode(element)));
            return object;
        } else if (value instanceof List<?> list) {
            ArrayNode array = nodes.arrayNode(list.size());
            list.forEach(element -> array.add(toNode(element)));
            return array;
        } else if (value instanceof String text) {
            return nodes.textNode(text);
        } else if (value instanceof Boolean flag) {
            return nodes.booleanNode(flag);
        } else if (value instanceof Number number) {
            return numbers.toJson(number);
        }
        throw new MigrationRefusal("the result of the JSONata holds something that is not JSON");
    }
}
