package dev.reprise.migration.jslt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.migration.MigrationRefusal;
import dev.reprise.migration.json.JsonNumbers;
import dev.reprise.migration.json.NoJsonFormException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * Arithmetic that gives the right number or none. Stateless.
 *
 * <p>Integers are exact at any size. Doubles are computed with as doubles, which is what JSLT promises; a result beyond
 * them is refused, never infinite. A number that no double holds, such as an integer beyond 2^53 beside a fraction, is
 * computed with as a decimal.
 */
final class ExactNumbers {

    /** Up to here, every integer is a double. */
    private static final long DOUBLE_INTEGER_MAX = 1L << 53;

    /** Zeros in front and a missing one before the point are no JSON, but JSLT takes them. */
    private static final Pattern NUMBER = Pattern.compile("-?(?:\\d++(?:\\.\\d++)?|\\.\\d++)(?:[eE][+-]?\\d++)?");

    private ExactNumbers() {}

    /** What is done with two numbers. */
    enum Operation {
        ADD {
            @Override
            long exact(long one, long other) {
                return Math.addExact(one, other);
            }

            @Override
            double rounded(double one, double other) {
                return one + other;
            }

            @Override
            BigDecimal exact(BigDecimal one, BigDecimal other) {
                return one.add(other);
            }
        },
        SUBTRACT {
            @Override
            long exact(long one, long other) {
                return Math.subtractExact(one, other);
            }

            @Override
            double rounded(double one, double other) {
                return one - other;
            }

            @Override
            BigDecimal exact(BigDecimal one, BigDecimal other) {
                return one.subtract(other);
            }
        },
        MULTIPLY {
            @Override
            long exact(long one, long other) {
                return Math.multiplyExact(one, other);
            }

            @Override
            double rounded(double one, double other) {
                return one * other;
            }

            @Override
            BigDecimal exact(BigDecimal one, BigDecimal other) {
                return one.multiply(other);
            }
        },
        DIVIDE {
            /** Only where the quotient is an integer that fits; else the caller goes on with fractions. */
            @Override
            long exact(long one, long other) {
                if (other == 0 || one % other != 0 || (one == Long.MIN_VALUE && other == -1)) {
                    throw new ArithmeticException("no quotient of this kind");
                }
                return one / other;
            }

            @Override
            double rounded(double one, double other) {
                if (other == 0) {
                    throw new MigrationRefusal("cannot divide by zero");
                }
                return one / other;
            }

            @Override
            BigDecimal exact(BigDecimal one, BigDecimal other) {
                if (other.signum() == 0) {
                    throw new MigrationRefusal("cannot divide by zero");
                }
                try {
                    return one.divide(other);
                } catch (ArithmeticException e) {
                    throw new MigrationRefusal("the quotient of numbers beyond 2^53 has no end of digits");
                }
            }
        };

        abstract long exact(long one, long other);

        abstract double rounded(double one, double other);

        abstract BigDecimal exact(BigDecimal one, BigDecimal other);

        /** The result of two numbers. */
        JsonNode apply(JsonNode one, JsonNode other) {
            boolean integers = one.isIntegralNumber() && other.isIntegralNumber();
            if (integers && one.canConvertToLong() && other.canConvertToLong()) {
                try {
                    return JsonNumbers.of(exact(one.longValue(), other.longValue()));
                } catch (ArithmeticException e) {
                    // Beyond 64 bits, or a fraction.
                }
            }
            if (isDouble(one) && isDouble(other) && (!integers || this == DIVIDE)) {
                return finite(rounded(one.doubleValue(), other.doubleValue()));
            }
            BigDecimal result = exact(one.decimalValue(), other.decimalValue());
            return bounded(integers && result.scale() <= 0 ? result.setScale(0) : result);
        }
    }

    private static boolean isDouble(JsonNode number) {
        return number.isDouble()
                || (number.canConvertToLong()
                        && number.isIntegralNumber()
                        && number.longValue() >= -DOUBLE_INTEGER_MAX
                        && number.longValue() <= DOUBLE_INTEGER_MAX);
    }

    private static JsonNode finite(double value) {
        if (!Double.isFinite(value)) {
            throw new MigrationRefusal("the result is beyond what a double holds");
        }
        return JsonNumbers.of(value);
    }

    private static JsonNode bounded(BigDecimal value) {
        try {
            return JsonNumbers.of(value);
        } catch (NoJsonFormException e) {
            throw new MigrationRefusal("the result has too many digits");
        }
    }

    /** A number, or the number that a text is. */
    static JsonNode number(JsonNode value) {
        if (value.isNumber()) {
            return value;
        } else if (!value.isTextual()) {
            throw new MigrationRefusal("Can't convert");
        }
        String text = value.textValue();
        if (!NUMBER.matcher(text).matches() || !JsonNumbers.isBounded(text)) {
            throw new MigrationRefusal("number() of a text that is not a number");
        }
        return bounded(new BigDecimal(text));
    }

    /** {@code round}, {@code floor} and {@code ceiling}. */
    static JsonNode rounded(JsonNode number, RoundingMode mode) {
        return number.isIntegralNumber()
                ? number
                : bounded(number.decimalValue().setScale(0, mode));
    }

    /** As Java rounds, a half goes up: -2.5 becomes -2. */
    static JsonNode rounded(JsonNode number) {
        return number.isIntegralNumber()
                ? number
                : bounded(number.decimalValue().add(new BigDecimal("0.5")).setScale(0, RoundingMode.FLOOR));
    }

    /** {@code mod}, which is never negative. */
    static JsonNode modulo(JsonNode dividend, JsonNode divisor) {
        BigInteger modulus = divisor.bigIntegerValue().abs();
        if (modulus.signum() == 0) {
            throw new MigrationRefusal("mod(): cannot divide by zero");
        }
        return JsonNumbers.of(dividend.bigIntegerValue().mod(modulus));
    }
}
