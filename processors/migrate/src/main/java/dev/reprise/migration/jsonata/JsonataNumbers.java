package dev.reprise.migration.jsonata;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.migration.MigrationRefusal;
import dev.reprise.migration.json.JsonNumbers;
import dev.reprise.migration.json.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of one payload between Jackson and the library, which computes with doubles alone. Threading: one for each
 * evaluation.
 *
 * <p>A number that no double holds passes through as it is, and is refused where it is computed with. So is a computed
 * number beyond 2^53, where doubles skip integers: it may be wrong. Doubles pass through as the same objects, by which
 * their digits as written are found again.
 */
final class JsonataNumbers {

    /** The first integer that a double may hold in the place of its neighbour. */
    private static final double INTEGER_UNSURE = 0x1p53;

    static final String TOO_LARGE =
            "the JSONata computes with a number that has more digits than it keeps: an integer from 2^53, or a long"
                    + " fraction";

    private final IdentityHashMap<Object, JsonNode> written = new IdentityHashMap<>();

    /** A number that JSONata cannot compute with. It has no order, and is equal by value, for {@code $distinct}. */
    private static final class Untouchable extends Number {

        private static final long serialVersionUID = 1L;

        private final JsonNode number;

        Untouchable(JsonNode number) {
            this.number = number;
        }

        @Override
        public int intValue() {
            throw new MigrationRefusal(TOO_LARGE);
        }

        @Override
        public long longValue() {
            throw new MigrationRefusal(TOO_LARGE);
        }

        @Override
        public float floatValue() {
            throw new MigrationRefusal(TOO_LARGE);
        }

        @Override
        public double doubleValue() {
            throw new MigrationRefusal(TOO_LARGE);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Untouchable untouchable && JsonValue.same(number, untouchable.number);
        }

        @Override
        public int hashCode() {
            return JsonValue.key(number).hashCode();
        }

        /** What {@code $string} gives. */
        @Override
        public String toString() {
            return number.asText();
        }
    }

    /** What the library is given for a number of the payload. */
    Number toJava(JsonNode number) {
        if (number.isInt()) {
            return number.intValue();
        } else if (number.isLong() && Math.abs((double) number.longValue()) < INTEGER_UNSURE) {
            return number.longValue();
        } else if (number.isDouble()) {
            Double value = number.doubleValue();
            written.put(value, number);
            return value;
        }
        return new Untouchable(number);
    }

    /** What a number of the result is in JSON. */
    JsonNode toJson(Number value) {
        if (value instanceof Untouchable untouchable) {
            return untouchable.number;
        }
        JsonNode number = written.get(value);
        if (number != null) {
            return number;
        }
        check(value);
        if (value instanceof Integer || value instanceof Long) {
            return JsonNumbers.of(value.longValue());
        } else if (value instanceof BigInteger integer) {
            return JsonNumbers.of(integer);
        } else if (value instanceof BigDecimal decimal) {
            return JsonNumbers.of(decimal);
        }
        return JsonNumbers.of(value.doubleValue());
    }

    /**
     * Looks at what an expression gave.
     *
     * @throws MigrationRefusal when it is a number that was computed and may be wrong
     */
    void check(@Nullable Object result) {
        if (!(result instanceof Number number) || result instanceof Untouchable || result instanceof Integer) {
            return;
        }
        double value = number.doubleValue();
        if (!Double.isFinite(value)) {
            throw new MigrationRefusal("the JSONata computes a number that is not JSON");
        }
        if (Math.abs(value) >= INTEGER_UNSURE && !written.containsKey(result)) {
            throw new MigrationRefusal(TOO_LARGE);
        }
    }
}
