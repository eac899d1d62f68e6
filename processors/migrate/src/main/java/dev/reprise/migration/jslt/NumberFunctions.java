package dev.reprise.migration.jslt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import dev.reprise.migration.MigrationRefusal;
import dev.reprise.migration.json.InvalidJsonException;
import dev.reprise.migration.json.JsonValue;
import dev.reprise.migration.json.StrictJson;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Functions of JSLT whose built-in form (0.1.14) loses digits, compares numbers by their class or reads JSON by other
 * rules; apart from that they do the same. Stateless.
 */
final class NumberFunctions {

    static final List<Function> ALL = List.of(
            new PureFunction("number", 1, 2, NumberFunctions::number),
            rounding("round", ExactNumbers::rounded),
            rounding("floor", number -> ExactNumbers.rounded(number, RoundingMode.FLOOR)),
            rounding("ceiling", number -> ExactNumbers.rounded(number, RoundingMode.CEILING)),
            new PureFunction("sum", 1, 1, arguments -> sum(arguments[0])),
            new PureFunction("mod", 2, 2, arguments -> modulo(arguments[0], arguments[1])),
            new PureFunction("min", 2, 2, NumberFunctions::min),
            new PureFunction("max", 2, 2, NumberFunctions::max),
            new PureFunction("contains", 2, 2, arguments -> contains(arguments[0], arguments[1])),
            new PureFunction("index-of", 2, 2, arguments -> indexOf(arguments[0], arguments[1])),
            new PureFunction("string", 1, 1, arguments -> string(arguments[0])),
            new PureFunction("to-json", 1, 1, arguments -> new TextNode(StrictJson.text(arguments[0]))),
            new PureFunction("from-json", 1, 2, NumberFunctions::fromJson));

    private NumberFunctions() {}

    private static JsonNode number(JsonNode[] arguments) {
        if (arguments.length == 1) {
            return arguments[0].isNull() ? arguments[0] : ExactNumbers.number(arguments[0]);
        }
        try {
            return ExactNumbers.number(arguments[0]);
        } catch (MigrationRefusal e) {
            return arguments[1];
        }
    }

    private static PureFunction rounding(String name, UnaryOperator<JsonNode> rounding) {
        return new PureFunction(name, 1, 1, arguments -> {
            JsonNode number = arguments[0];
            if (number.isNull()) {
                return number;
            } else if (!number.isNumber()) {
                throw new MigrationRefusal(name + "() cannot round a non-number");
            }
            return rounding.apply(number);
        });
    }

    private static JsonNode sum(JsonNode list) {
        if (list.isNull()) {
            return list;
        } else if (!list.isArray()) {
            throw new MigrationRefusal("sum(): argument must be array");
        }
        JsonNode sum = IntNode.valueOf(0);
        for (JsonNode number : list) {
            if (!number.isNumber()) {
                throw new MigrationRefusal("sum(): array must contain numbers");
            }
            sum = ExactNumbers.Operation.ADD.apply(sum, number);
        }
        return sum;
    }

    private static JsonNode modulo(JsonNode dividend, JsonNode divisor) {
        if (dividend.isNull()) {
            return dividend;
        } else if (!dividend.isNumber()) {
            throw new MigrationRefusal("mod(): dividend cannot be a non-number");
        } else if (divisor.isNull()) {
            return divisor;
        } else if (!divisor.isNumber()) {
            throw new MigrationRefusal("mod(): divisor cannot be a non-number");
        } else if (!dividend.isIntegralNumber() || !divisor.isIntegralNumber()) {
            throw new MigrationRefusal("mod(): operands must be integral types");
        }
        return ExactNumbers.modulo(dividend, divisor);
    }

    private static JsonNode min(JsonNode[] arguments) {
        return ExactOperators.compare(arguments[0], arguments[1]) < 0 ? arguments[0] : arguments[1];
    }

    private static JsonNode max(JsonNode[] arguments) {
        if (arguments[0].isNull() || arguments[1].isNull()) {
            return NullNode.instance;
        }
        return ExactOperators.compare(arguments[0], arguments[1]) > 0 ? arguments[0] : arguments[1];
    }

    private static JsonNode contains(JsonNode value, JsonNode where) {
        if (where.isArray()) {
            return BooleanNode.valueOf(positionOf(value, where) >= 0);
        } else if (where.isNull() || (value.isNull() && (where.isObject() || where.isTextual()))) {
            return BooleanNode.FALSE;
        } else if (where.isObject()) {
            return BooleanNode.valueOf(where.has(ExactOperators.text(value)));
        } else if (where.isTextual()) {
            return BooleanNode.valueOf(where.textValue().contains(ExactOperators.text(value)));
        }
        throw new MigrationRefusal("Contains cannot operate");
    }

    private static JsonNode indexOf(JsonNode list, JsonNode value) {
        if (list.isNull()) {
            return list;
        } else if (!list.isArray()) {
            throw new MigrationRefusal("index-of() first argument must be an array");
        }
        return IntNode.valueOf(positionOf(value, list));
    }

    private static int positionOf(JsonNode value, JsonNode list) {
        for (int i = 0; i < list.size(); i++) {
            if (JsonValue.same(list.get(i), value)) {
                return i;
            }
        }
        return -1;
    }

    private static JsonNode string(JsonNode value) {
        return value.isTextual() ? value : new TextNode(StrictJson.text(value));
    }

    private static JsonNode fromJson(JsonNode[] arguments) {
        if (arguments[0].isNull()) {
            return arguments[0];
        }
        String text = ExactOperators.text(arguments[0]);
        if (text.isBlank()) {
            return NullNode.instance;
        }
        try {
            return StrictJson.read(text);
        } catch (InvalidJsonException e) {
            if (arguments.length == 2) {
                return arguments[1];
            }
            throw new MigrationRefusal(
                    "from-json can't parse: the text " + e.fault().words());
        }
    }
}
