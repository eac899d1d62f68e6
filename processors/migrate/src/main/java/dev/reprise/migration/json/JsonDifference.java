package dev.reprise.migration.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells two JSON values apart, which are compared as {@link JsonValue} does. A name with null is not a missing name.
 * Stateless.
 */
public final class JsonDifference {

    /** Differences beyond this many are left out: the first ones tell the story. */
    static final int SHOWN_MAX = 10;

    private static final int VALUE_CHARS_MAX = 120;

    private JsonDifference() {}

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
        } else if (!JsonValue.same(expected, actual)) {
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

    private static String shown(JsonNode value) {
        String text = value.isMissingNode() ? "nothing" : value.toString();
        return text.length() <= VALUE_CHARS_MAX ? text : text.substring(0, VALUE_CHARS_MAX) + "…";
    }
}
