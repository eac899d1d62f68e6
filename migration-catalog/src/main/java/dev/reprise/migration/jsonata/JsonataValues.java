package dev.reprise.migration.jsonata;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.migration.MigrationRefusal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values between Jackson and the library, which computes with plain Java objects. Stateless.
 *
 * <p>To the library, null is "undefined" and JSON's null an object of its own. Every null of a payload is given as that
 * object: a Java null inside an array would otherwise vanish.
 */
final class JsonataValues {

    private JsonataValues() {}

    /** A fresh value, which the library may change. */
    static Object toJava(JsonNode node) {
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
            case NUMBER -> node.numberValue();
            default -> Jsonata.NULL_VALUE;
        };
    }

    /**
     * The result as JSON.
     *
     * @return null when the result is undefined
     * @throws MigrationRefusal when it holds something that is not JSON, such as a function
     */
    static @Nullable JsonNode toJson(@Nullable Object value) {
        return value == null ? null : toNode(value);
    }

    private static JsonNode toNode(@Nullable Object value) {
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
            return toNode(number);
        }
        throw new MigrationRefusal("the result of the JSONata holds something that is not JSON");
    }

    private static JsonNode toNode(Number number) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (number instanceof Integer value) {
            return nodes.numberNode(value.intValue());
        } else if (number instanceof Long value) {
            return nodes.numberNode(value.longValue());
        } else if (number instanceof BigInteger value) {
            return nodes.numberNode(value);
        } else if (number instanceof BigDecimal value) {
            return nodes.numberNode(value);
        }
        double value = number.doubleValue();
        if (!Double.isFinite(value)) {
            throw new MigrationRefusal("the result of the JSONata holds a number that is not JSON");
        }
        return nodes.numberNode(value);
    }
}
