package dev.reprise.migration.json;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import com.fasterxml.jackson.core.io.schubfach.FloatToDecimal;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The number model: how a number of JSON becomes a node, the same for payloads, examples, schemas and results. Stateless.
 *
 * <p>An integer is the smallest node that holds it. Any other number is a double if the double, printed in as few digits
 * as tell it from its neighbours, is that very number, so {@code 0.05} of a payload equals {@code 0.05} of a mapping;
 * else a decimal. Both are written as they were read. Printing does not depend on the JDK: before JDK 19,
 * {@code Double.toString} printed other digits.
 */
public final class JsonNumbers {

    /** As Jackson has it: reading more digits costs more than their number. */
    static final int CHARS_MAX = 1_000;

    /** Written out, a number has no more digits than twice {@link #CHARS_MAX}. */
    static final int EXPONENT_MAX = 1_000;

    /** So many decimal digits every double keeps, unless it is subnormal. */
    private static final int DOUBLE_DIGITS = 15;

    private static final BigInteger INT_MIN = BigInteger.valueOf(Integer.MIN_VALUE);
    private static final BigInteger INT_MAX = BigInteger.valueOf(Integer.MAX_VALUE);
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private JsonNumbers() {}

    /** Whether a number is short enough to be computed with, given as JSON writes it. */
    public static boolean isBounded(String text) {
        if (text.length() > CHARS_MAX) {
            return false;
        }
        int at = Math.max(text.indexOf('e'), text.indexOf('E'));
        if (at < 0) {
            return true;
        }
        int exponent = 0;
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            exponent = c == '+' || c == '-' ? 0 : 10 * exponent + (c - '0');
            if (exponent > EXPONENT_MAX) {
                return false;
            }
        }
        return true;
    }

    /** Whether a number with a point or an exponent, as JSON writes it, is what its double says it is. */
    public static boolean isDouble(String text) {
        return isBounded(text) && isExactly(Double.parseDouble(text), text);
    }

    /** The node of a number with a point or an exponent, in JSON's grammar and {@link #isBounded bounded}. */
    static JsonNode ofFraction(String text) {
        double value = Double.parseDouble(text);
        return isExactly(value, text) ? new WrittenNumber.OfDouble(value, text) : new WrittenNumber.OfDecimal(text);
    }

    private static boolean isExactly(double value, String text) {
        int digits = digits(text);
        if (digits == 0) {
            return true;
        }
        if (!Double.isFinite(value)) {
            return false;
        }
        return (digits <= DOUBLE_DIGITS && Math.abs(value) >= Double.MIN_NORMAL)
                || new BigDecimal(text).compareTo(new BigDecimal(DoubleToDecimal.toString(value))) == 0;
    }

    /** From the first digit that is not zero to the end of the digits. */
    private static int digits(String text) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 'e' || c == 'E') {
                break;
            }
            if (c != '-' && c != '.' && (c != '0' || digits > 0)) {
                digits++;
            }
        }
        return digits;
    }

    /** The node of an integer. */
    public static JsonNode of(BigInteger value) {
        if (value.compareTo(INT_MIN) >= 0 && value.compareTo(INT_MAX) <= 0) {
            return IntNode.valueOf(value.intValue());
        }
        return value.compareTo(LONG_MIN) >= 0 && value.compareTo(LONG_MAX) <= 0
                ? LongNode.valueOf(value.longValue())
                : BigIntegerNode.valueOf(value);
    }

    /** The node of an integer. */
    public static JsonNode of(long value) {
        return (int) value == value ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
    }

    /** The node of a finite double. */
    public static JsonNode of(double value) {
        return new WrittenNumber.OfDouble(value, DoubleToDecimal.toString(value));
    }

    /**
     * The node of a number with a point or an exponent, or of an integer when it is written as one.
     *
     * @throws NoJsonFormException when it is not {@link #isBounded bounded}
     */
    public static JsonNode of(BigDecimal value) {
        // The scale first: a text is as long as the scale is large.
        if (Math.abs((long) value.scale()) > 2L * CHARS_MAX) {
            throw new NoJsonFormException(JsonFault.NUMBER_TOO_LONG);
        }
        String text = value.toString();
        if (!isBounded(text)) {
            throw new NoJsonFormException(JsonFault.NUMBER_TOO_LONG);
        }
        return value.scale() == 0 ? of(value.unscaledValue()) : ofFraction(text);
    }

    /** The same number as the reader would make it of its JSON form. */
    static JsonNode canonical(JsonNode number) {
        if (number instanceof WrittenNumber || number.isInt()) {
            return number;
        }
        if (number.isDouble() || number.isFloat()) {
            if (!Double.isFinite(number.doubleValue())) {
                throw new NoJsonFormException("holds a number without a JSON form: NaN or infinite");
            }
            return number.isDouble()
                    ? of(number.doubleValue())
                    : ofFraction(FloatToDecimal.toString(number.floatValue()));
        }
        if (number.isBigDecimal()) {
            return of(number.decimalValue());
        }
        if (number.isBigInteger()) {
            BigInteger value = number.bigIntegerValue();
            if (value.bitLength() > 4 * CHARS_MAX || value.toString().length() > CHARS_MAX) {
                throw new NoJsonFormException(JsonFault.NUMBER_TOO_LONG);
            }
            return of(value);
        }
        return of(number.longValue());
    }
}
