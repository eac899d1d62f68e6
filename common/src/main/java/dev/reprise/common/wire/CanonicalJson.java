package dev.reprise.common.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/**
 * Gives every number of a tree one form, so that trees which say the same are equal whether a number was posted as
 * {@code 2}, {@code 2.0} or {@code 2e0}, and whether it comes from the user or back from a topic.
 *
 * <p>Threading: stateless.
 */
public final class CanonicalJson {

    /** Decimal digits of the largest whole number that Elasticsearch has a type for, 2^64 - 1. */
    private static final int WHOLE_DIGITS_MAX = 20;

    private static final int LONG_BITS = 63;

    private CanonicalJson() {}

    /**
     * Returns a copy in which whole numbers are ints where they fit, else longs, else decimals that print all their digits
     * where these are at most 20, and all other numbers decimals without trailing zeros. The order of fields stays; it never counts when trees are compared.
     */
    public static JsonNode of(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = object.objectNode();
            object.properties().forEach(field -> copy.set(field.getKey(), of(field.getValue())));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = array.arrayNode(array.size());
            array.forEach(item -> copy.add(of(item)));
            return copy;
        }
        return isFinite(node) ? number(stripped(node.decimalValue())) : node;
    }

    private static boolean isFinite(JsonNode node) {
        return node.isNumber() && (!(node.isDouble() || node.isFloat()) || Double.isFinite(node.doubleValue()));
    }

    /** Each zero that is stripped lowers the scale by one, which must not leave the range of an int. */
    private static BigDecimal stripped(BigDecimal value) {
        return value.scale() < Integer.MIN_VALUE + value.precision() ? value : value.stripTrailingZeros();
    }

    private static JsonNode number(BigDecimal value) {
        // As longs: the scale of 1e2147483647 leaves no room in an int.
        long wholeDigits = (long) value.precision() - value.scale();
        if (value.scale() > 0 || wholeDigits > WHOLE_DIGITS_MAX) {
            return DecimalNode.valueOf(value);
        }
        if (value.toBigInteger().bitLength() > LONG_BITS) {
            // Not as 1.8E+19: Elasticsearch would read a double.
            return DecimalNode.valueOf(value.setScale(0));
        }
        long whole = value.longValueExact();
        return whole == (int) whole ? IntNode.valueOf((int) whole) : LongNode.valueOf(whole);
    }
}
