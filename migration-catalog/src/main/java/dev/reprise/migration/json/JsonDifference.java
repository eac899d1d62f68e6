package dev.reprise.migration.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Compares two JSON values. Stateless.
 *
 * <p>Numbers are equal when their values are, as JSON Schema has it: {@code 1}, {@code 1.0} and {@code 1e0} are one
 * number. The order of names in an object does not count, that of an array does; a name with null is not a missing
 * name.
 */
public final class JsonDifference {

    /** Differences beyond this many are left out: the first ones tell the story. */
    static final int SHOWN_MAX = 10;

    private static final int VALUE_CHARS_MAX = 120;

    private JsonDifference() {}

    /** Whether both are the same value. */
    public static boolean equal(JsonNode one, JsonNode other) {
        return between(one, other).isEmpty();
    }

    /** What differs, such as {@code /titles/0/text: expected "Up", actual "up"}; empty when nothing does. */
    public static List<String> between(JsonNode expected, JsonNode actual) {
        List<String> differences = new ArrayList<>();
        compare(JsonPointer.empty(), expected, actual, differences);
        return differences;
    }

    private static void compare(JsonPointer at, JsonNode expected, JsonNode actual, List<String> differences) {
        if (differences.size() >= SHOWN_MAX) {
            return;
        }
        if (expected.isObject() && actual.isObject()) {
            compareObjects(at, expected, actual, differences);
        } else if (expected.isArray() && actual.isArray()) {
            for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
                compare(at.appendIndex(i), expected.path(i), actual.path(i), differences);
            }
        } else if (!sameValue(expected, actual)) {
            differences.add((at.matches() ? "the whole" : at.toString()) + ": expected " + shown(expected) + ", actual "
                    + shown(actual));
        }
    }

    private static void compareObjects(JsonPointer at, JsonNode expected, JsonNode actual, List<String> differences) {
        Set<String> names = new LinkedHashSet<>();
        expected.fieldNames().forEachRemaining(names::add);
        actual.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            compare(at.appendProperty(name), expected.path(name), actual.path(name), differences);
        }
    }

    private static boolean sameValue(JsonNode expected, JsonNode actual) {
        if (expected.isNumber() && actual.isNumber()) {
            if (isFinite(expected) && isFinite(actual)) {
                return expected.decimalValue().compareTo(actual.decimalValue()) == 0;
            }
            return Double.compare(expected.doubleValue(), actual.doubleValue()) == 0;
        }
        return expected.getNodeType() == actual.getNodeType() && expected.equals(actual);
    }

    private static boolean isFinite(JsonNode number) {
        return !(number.isDouble() || number.isFloat()) || Double.isFinite(number.doubleValue());
    }

    private static String shown(JsonNode value) {
        String text = value.isMissingNode() ? "nothing" : value.toString();
        return text.length() <= VALUE_CHARS_MAX ? text : text.substring(0, VALUE_CHARS_MAX) + "…";
    }
}
