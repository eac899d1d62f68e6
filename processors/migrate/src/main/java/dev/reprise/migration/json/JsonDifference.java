package dev.reprise.migration.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.flipkart.zjsonpatch.DiffFlags;
import com.flipkart.zjsonpatch.JsonDiff;
import dev.reprise.common.wire.CanonicalJson;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Tells two JSON values apart in words. Numbers are compared by value. A name with null is not a missing name. Stateless.
 */
public final class JsonDifference {

    /** Differences beyond this many are left out: the first ones tell the story. */
    static final int SHOWN_MAX = 10;

    private static final int VALUE_CHARS_MAX = 120;

    private static final EnumSet<DiffFlags> FLAGS = EnumSet.of(
            DiffFlags.ADD_ORIGINAL_VALUE_ON_REPLACE, DiffFlags.OMIT_MOVE_OPERATION, DiffFlags.OMIT_COPY_OPERATION);

    private JsonDifference() {}

    /** What differs, such as {@code /titles/0/text: expected "Up", actual "up"}; empty when nothing does. */
    public static List<String> between(JsonNode expected, JsonNode actual) {
        if (JsonValue.same(expected, actual)) {
            return List.of();
        }
        JsonNode steps = JsonDiff.asJson(CanonicalJson.of(expected), CanonicalJson.of(actual), FLAGS);
        return StreamSupport.stream(steps.spliterator(), false)
                .limit(SHOWN_MAX)
                .map(JsonDifference::words)
                .toList();
    }

    private static String words(JsonNode step) {
        String path = step.path("path").textValue();
        String value = shown(step.path("value"));
        String at = path.isEmpty() ? "the whole" : path;
        return switch (step.path("op").textValue()) {
            case "add" -> at + ": expected nothing, actual " + value;
            case "remove" -> at + ": expected " + value + ", actual nothing";
            default -> at + ": expected " + shown(step.path("fromValue")) + ", actual " + value;
        };
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() <= VALUE_CHARS_MAX ? text : text.substring(0, VALUE_CHARS_MAX) + "…";
    }
}
