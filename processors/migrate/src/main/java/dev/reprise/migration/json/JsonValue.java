package dev.reprise.migration.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Equality and order of JSON values as JSON Schema has it: {@code 1}, {@code 1.0} and {@code 1e0} are one number, the
 * order of names does not count, that of a list does. Exact for numbers of any size. Stateless.
 */
public final class JsonValue {

    private JsonValue() {}

    /** Whether both are the same value. */
    public static boolean same(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return compareNumbers(one, other) == 0;
        }
        if (one.isArray() && other.isArray()) {
            return sameElements(one, other);
        }
        if (one.isObject() && other.isObject()) {
            return sameFields(one, other);
        }
        return one.equals(other);
    }

    private static boolean sameElements(JsonNode one, JsonNode other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            if (!same(one.get(i), other.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameFields(JsonNode one, JsonNode other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (Map.Entry<String, JsonNode> field : one.properties()) {
            JsonNode value = other.get(field.getKey());
            if (value == null || !same(field.getValue(), value)) {
                return false;
            }
        }
        return true;
    }

    /** Compares two finite numbers by value: negative, zero or positive. */
    public static int compareNumbers(JsonNode one, JsonNode other) {
        if (one.isIntegralNumber() && other.isIntegralNumber() && one.canConvertToLong() && other.canConvertToLong()) {
            return Long.compare(one.longValue(), other.longValue());
        }
        if (one.isDouble() && other.isDouble()) {
            // Not Double.compare, to which 0.0 and -0.0 differ.
            double left = one.doubleValue();
            double right = other.doubleValue();
            return left < right ? -1 : left > right ? 1 : 0;
        }
        return one.decimalValue().compareTo(other.decimalValue());
    }

    /** An object that equals that of another value exactly when the two are the {@link #same}; for sets. */
    public static Object key(JsonNode value) {
        return switch (value.getNodeType()) {
            case NUMBER -> number(value.decimalValue());
            case STRING -> value.textValue();
            case BOOLEAN -> value.booleanValue();
            case ARRAY ->
                StreamSupport.stream(value.spliterator(), false)
                        .map(JsonValue::key)
                        .toList();
            case OBJECT -> {
                Map<String, Object> keys = new HashMap<>();
                value.properties().forEach(field -> keys.put(field.getKey(), key(field.getValue())));
                yield keys;
            }
            default -> List.of(value.getNodeType());
        };
    }

    private static BigDecimal number(BigDecimal value) {
        return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }
}
