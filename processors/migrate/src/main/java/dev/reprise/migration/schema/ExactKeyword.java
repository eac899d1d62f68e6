package dev.reprise.migration.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.BaseJsonValidator;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonValidator;
import com.networknt.schema.Keyword;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationContext;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.ValidatorTypeCode;
import dev.reprise.migration.json.JsonValue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The keywords that look at the value of a number, exact for numbers of any size. Those of the library (1.5.9, and 2.0.7
 * too) pass through doubles and longs, and compare lists and objects by the classes of their numbers. Immutable.
 *
 * @param value the keyword
 * @param compiled makes of the keyword's value, and of the schema around it, what tells valid instances
 */
record ExactKeyword(String value, BiFunction<JsonNode, JsonNode, Predicate<JsonNode>> compiled) implements Keyword {

    private static final List<ExactKeyword> ALL = List.of(
            new ExactKeyword("multipleOf", (divisor, schema) -> multipleOf(divisor)),
            new ExactKeyword("minimum", (limit, schema) -> {
                int excluded = isFlag(schema, "exclusiveMinimum") ? 0 : -1;
                return number(value -> JsonValue.compareNumbers(value, limit) > excluded);
            }),
            new ExactKeyword("maximum", (limit, schema) -> {
                int excluded = isFlag(schema, "exclusiveMaximum") ? 0 : 1;
                return number(value -> JsonValue.compareNumbers(value, limit) < excluded);
            }),
            new ExactKeyword(
                    "exclusiveMinimum", (limit, schema) -> number(value -> JsonValue.compareNumbers(value, limit) > 0)),
            new ExactKeyword(
                    "exclusiveMaximum", (limit, schema) -> number(value -> JsonValue.compareNumbers(value, limit) < 0)),
            new ExactKeyword("const", (wanted, schema) -> value -> JsonValue.same(wanted, value)),
            new ExactKeyword("enum", (values, schema) -> oneOf(values)),
            new ExactKeyword("uniqueItems", (wanted, schema) -> value -> !wanted.booleanValue() || isUnique(value)));

    /** The keywords of a draft. */
    static List<ExactKeyword> of(VersionFlag draft) {
        return ALL.stream()
                .filter(keyword -> draft != VersionFlag.V4 || !keyword.value().startsWith("exclusive"))
                .toList();
    }

    /** In draft 4, an exclusive bound is a flag beside the bound. */
    private static boolean isFlag(JsonNode schema, String name) {
        return schema.path(name).isBoolean() && schema.path(name).booleanValue();
    }

    private static Predicate<JsonNode> number(Predicate<JsonNode> valid) {
        return value -> !value.isNumber() || valid.test(value);
    }

    private static Predicate<JsonNode> multipleOf(JsonNode divisor) {
        var by = divisor.decimalValue();
        return number(value -> value.decimalValue().remainder(by).signum() == 0);
    }

    private static Predicate<JsonNode> oneOf(JsonNode values) {
        Set<Object> keys = StreamSupport.stream(values.spliterator(), false)
                .map(JsonValue::key)
                .collect(Collectors.toSet());
        return value -> keys.contains(JsonValue.key(value));
    }

    private static boolean isUnique(JsonNode value) {
        Set<Object> seen = new HashSet<>();
        for (JsonNode element : value.isArray() ? value : List.<JsonNode>of()) {
            if (!seen.add(JsonValue.key(element))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String getValue() {
        return value;
    }

    @Override
    public JsonValidator newValidator(
            SchemaLocation schemaLocation,
            JsonNodePath evaluationPath,
            JsonNode schemaNode,
            JsonSchema parentSchema,
            ValidationContext validationContext) {
        return new Check(schemaLocation, evaluationPath, schemaNode, parentSchema, validationContext, this);
    }

    /** One use of a keyword in a schema. Immutable. */
    private static final class Check extends BaseJsonValidator {

        private final Predicate<JsonNode> valid;

        Check(
                SchemaLocation schemaLocation,
                JsonNodePath evaluationPath,
                JsonNode schemaNode,
                JsonSchema parentSchema,
                ValidationContext validationContext,
                ExactKeyword keyword) {
            super(
                    schemaLocation,
                    evaluationPath,
                    schemaNode,
                    parentSchema,
                    ValidatorTypeCode.fromValue(keyword.value()),
                    keyword,
                    validationContext,
                    false);
            this.valid = keyword.compiled().apply(schemaNode, parentSchema.getSchemaNode());
        }

        @Override
        public Set<ValidationMessage> validate(
                ExecutionContext executionContext, JsonNode node, JsonNode rootNode, JsonNodePath instanceLocation) {
            return valid.test(node)
                    ? Set.of()
                    : Set.of(message()
                            .instanceNode(node)
                            .instanceLocation(instanceLocation)
                            .arguments(schemaNode.asText())
                            .failFast(executionContext.isFailFast())
                            .build());
        }
    }
}
