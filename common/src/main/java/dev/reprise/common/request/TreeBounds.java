package dev.reprise.common.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Bounds of a tree that is not read here but handed on: the query of an index, the parameters of a processor. What lies
 * within them can be compared, stored, printed and read again.
 */
final class TreeBounds {

    /** Deepest nesting. A query of Elasticsearch needs three levels for each of the 30 it may nest. */
    static final int DEPTH_MAX = 100;

    /** Longest number before or behind the point, written out; a double has 308 digits. */
    static final int DIGITS_MAX = 1_000;

    private TreeBounds() {}

    /** Returns the bound that a tree goes beyond, in words, or {@code null} for none. */
    static @Nullable String exceeded(JsonNode tree) {
        return exceeded(tree, 1);
    }

    private static @Nullable String exceeded(JsonNode tree, int depth) {
        if (depth > DEPTH_MAX) {
            return "must be nested at most " + DEPTH_MAX + " levels deep";
        }
        if (tree.isNumber() && isTooLong(tree.decimalValue())) {
            return "must hold numbers of at most " + DIGITS_MAX + " digits, not "
                    + Reasons.quoted(tree.decimalValue().toString());
        }
        if (tree.isTextual() && hasLoneSurrogate(tree.textValue())) {
            return "must not hold half a surrogate pair";
        }
        for (var field : tree.properties()) {
            if (hasLoneSurrogate(field.getKey())) {
                return "must not hold half a surrogate pair";
            }
        }
        for (JsonNode child : tree) {
            String exceeded = exceeded(child, depth + 1);
            if (exceeded != null) {
                return exceeded;
            }
        }
        return null;
    }

    /** Returns whether a text has no form in UTF-8. */
    static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static boolean isTooLong(BigDecimal number) {
        // As longs: the scale of 1e2147483647 leaves no room in an int.
        long before = (long) number.precision() - number.scale();
        return before > DIGITS_MAX || number.scale() > DIGITS_MAX;
    }
}
