package dev.reprise.migration.jslt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import dev.reprise.migration.MigrationRefusal;
import dev.reprise.migration.json.JsonValue;
import dev.reprise.migration.json.StrictJson;
import java.util.List;
import java.util.Map;

/**
 * The operators of JSLT, as functions that {@link JsltArithmetic} puts in their place: of what they do with texts, lists,
 * objects and null as in JSLT 0.1.14, exact with numbers. Stateless.
 *
 * <p>Each takes two operands and the line it stands in, for messages.
 */
final class ExactOperators {

    /** Guards a position in a list or a text. */
    static final String POSITION = "position";

    private static final Map<String, String> NAMES = Map.of(
            "+",
            "add",
            "-",
            "subtract",
            "*",
            "multiply",
            "/",
            "divide",
            "==",
            "equal",
            "!=",
            "unequal",
            "<",
            "less",
            "<=",
            "atMost",
            ">",
            "more",
            ">=",
            "atLeast");

    static final List<Function> ALL = List.of(
            operator("+", ExactOperators::add),
            operator("-", (one, other) -> calculated(ExactNumbers.Operation.SUBTRACT, one, other)),
            operator("*", ExactOperators::multiply),
            operator("/", (one, other) -> calculated(ExactNumbers.Operation.DIVIDE, one, other)),
            operator("==", (one, other) -> BooleanNode.valueOf(JsonValue.same(one, other))),
            operator("!=", (one, other) -> BooleanNode.valueOf(!JsonValue.same(one, other))),
            operator("<", (one, other) -> BooleanNode.valueOf(compare(one, other) < 0)),
            operator("<=", (one, other) -> BooleanNode.valueOf(compare(one, other) <= 0)),
            operator(">", (one, other) -> BooleanNode.valueOf(compare(one, other) > 0)),
            operator(">=", (one, other) -> BooleanNode.valueOf(compare(one, other) >= 0)),
            new PureFunction(JsltArithmetic.PREFIX + POSITION, 1, 1, arguments -> position(arguments[0])));

    private ExactOperators() {}

    /** Gives the value of two operands, or refuses them. */
    @FunctionalInterface
    private interface Operator {

        JsonNode apply(JsonNode one, JsonNode other);
    }

    /** The name of the function of an operator, such as {@code add} of {@code +}. */
    static String nameOf(String operator) {
        String name = NAMES.get(operator);
        if (name == null) {
            throw new IllegalStateException("an operator of JSLT that is not known: " + operator);
        }
        return name;
    }

    private static PureFunction operator(String sign, Operator operator) {
        return new PureFunction(JsltArithmetic.PREFIX + nameOf(sign), 3, 3, arguments -> {
            try {
                return operator.apply(arguments[0], arguments[1]);
            } catch (MigrationRefusal e) {
                throw new MigrationRefusal(e.reason() + " (line " + arguments[2].intValue() + ")");
            }
        });
    }

    private static JsonNode add(JsonNode one, JsonNode other) {
        if (one.isTextual() || other.isTextual()) {
            return new TextNode(text(one) + text(other));
        } else if (one.isArray() && other.isArray()) {
            ArrayNode both = JsonNodeFactory.instance.arrayNode(one.size() + other.size());
            return both.addAll((ArrayNode) one).addAll((ArrayNode) other);
        } else if (one.isObject() && other.isObject()) {
            ObjectNode both = JsonNodeFactory.instance.objectNode();
            both.setAll((ObjectNode) other);
            both.setAll((ObjectNode) one);
            return both;
        } else if (one.isContainerNode() && other.isNull()) {
            return one;
        } else if (one.isNull() && other.isContainerNode()) {
            return other;
        }
        return calculated(ExactNumbers.Operation.ADD, one, other);
    }

    private static JsonNode multiply(JsonNode one, JsonNode other) {
        if (one.isTextual() && other.isTextual()) {
            throw new MigrationRefusal("Can't multiply two strings!");
        } else if (!one.isTextual() && !other.isTextual()) {
            return calculated(ExactNumbers.Operation.MULTIPLY, one, other);
        }
        String text = one.isTextual() ? one.textValue() : other.textValue();
        double times = (one.isTextual() ? other : one).doubleValue();
        if (times * text.length() > StrictJson.TEXT_CHARS_MAX || times > StrictJson.TEXT_CHARS_MAX) {
            throw new MigrationRefusal("a text is repeated beyond " + StrictJson.TEXT_CHARS_MAX + " characters");
        }
        return new TextNode(text.repeat(Math.max(0, (int) times)));
    }

    private static JsonNode calculated(ExactNumbers.Operation operation, JsonNode one, JsonNode other) {
        return one.isNull() || other.isNull()
                ? NullNode.instance
                : operation.apply(ExactNumbers.number(one), ExactNumbers.number(other));
    }

    /** The order of JSLT: null before all, numbers by value, texts by their UTF-16; nothing else can be compared. */
    static int compare(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return JsonValue.compareNumbers(one, other);
        } else if (one.isTextual() && other.isTextual()) {
            return one.textValue().compareTo(other.textValue());
        } else if (one.isNull() || other.isNull()) {
            return Boolean.compare(other.isNull(), one.isNull());
        }
        throw new MigrationRefusal("Can't compare");
    }

    /** As JSLT cuts positions to an int, one beyond would name an element; the nearest int names none. */
    private static JsonNode position(JsonNode position) {
        if (!position.isNumber() || position.isInt()) {
            return position;
        }
        // A cast to int of a double beyond its range gives the nearest int.
        return IntNode.valueOf((int) position.doubleValue());
    }

    /** What {@code string()} gives. */
    static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : StrictJson.text(value);
    }
}
