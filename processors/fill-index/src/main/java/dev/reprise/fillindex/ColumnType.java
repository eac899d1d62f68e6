package dev.reprise.fillindex;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The types of columns that a value of JSON can be stored in. */
enum ColumnType {
    TEXT("a text", "text varchar"),
    INT("a whole number of 32 bits", "int"),
    BIGINT("a whole number of 64 bits", "bigint"),
    VARINT("a whole number", "varint"),
    DOUBLE("a number", "double"),
    DECIMAL("a number", "decimal"),
    BOOLEAN("true or false", "boolean"),
    UUID_TEXT("a text that is a UUID", "uuid"),
    TIMESTAMP("a text such as 2024-03-01T00:00:00Z", "timestamp"),
    DATE("a text such as 2024-03-01", "date");

    /** What Cassandra stores in a key at most. */
    private static final int KEY_BYTES_MAX = 65_535;

    /** More digits than any number that is looked up by. */
    private static final int SCALE_MAX = 1_000;

    private final String wanted;

    /** In CQL, with blanks between them. */
    private final String names;

    ColumnType(String wanted, String names) {
        this.wanted = wanted;
        this.names = names;
    }

    private List<String> names() {
        return List.of(names.split(" "));
    }

    /** Returns the type by its name in CQL; empty where no value of JSON can be stored in it. */
    static Optional<ColumnType> of(String cql) {
        return Arrays.stream(values())
                .filter(type -> type.names().contains(cql.toLowerCase(Locale.ROOT)))
                .findAny();
    }

    /** Returns the names of all types. */
    static String known() {
        return String.join(
                ", ",
                Arrays.stream(values()).flatMap(type -> type.names().stream()).toList());
    }

    /**
     * Converts a value to what the driver stores.
     *
     * @param pointer where it was found, for the message
     * @param isKey whether the column is of the primary key
     */
    Object value(JsonNode node, String pointer, boolean isKey) throws UnusableValueException {
        Object value = converted(node);
        if (value == null) {
            throw new UnusableValueException("the value at " + pointer + " is "
                    + node.getNodeType().name().toLowerCase(Locale.ROOT) + " or out of range, not " + wanted);
        }
        if (isKey && value instanceof String text) {
            int bytes = text.getBytes(StandardCharsets.UTF_8).length;
            if (bytes == 0 || bytes > KEY_BYTES_MAX) {
                throw new UnusableValueException(
                        "the text at " + pointer + " has " + bytes + " bytes, and a key has 1 to " + KEY_BYTES_MAX);
            }
        }
        return value;
    }

    private @Nullable Object converted(JsonNode node) {
        try {
            return switch (this) {
                case TEXT -> node.textValue();
                case INT -> node.isIntegralNumber() && node.canConvertToInt() ? node.intValue() : null;
                case BIGINT -> node.isIntegralNumber() && node.canConvertToLong() ? node.longValue() : null;
                case VARINT -> node.isIntegralNumber() ? node.bigIntegerValue() : null;
                case DOUBLE -> node.isNumber() && Double.isFinite(node.doubleValue()) ? node.doubleValue() : null;
                case DECIMAL -> node.isNumber() ? bounded(node.decimalValue()) : null;
                case BOOLEAN -> node.isBoolean() ? node.booleanValue() : null;
                case UUID_TEXT -> node.isTextual() ? UUID.fromString(node.textValue()) : null;
                case TIMESTAMP -> node.isTextual() ? Instant.parse(node.textValue()) : null;
                case DATE -> node.isTextual() ? LocalDate.parse(node.textValue()) : null;
            };
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return null;
        }
    }

    private static @Nullable BigDecimal bounded(BigDecimal number) {
        return Math.abs(number.scale()) <= SCALE_MAX ? number : null;
    }
}
