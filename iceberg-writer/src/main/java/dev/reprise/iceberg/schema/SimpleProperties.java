package dev.reprise.iceberg.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Finds the properties at the top of a payload that are texts, numbers or truth values, by its JSON Schema. Everything else is
 * left to the payload as a whole.
 *
 * <p>Threading: stateless.
 */
final class SimpleProperties {

    /** A name that no SQL engine needs quotes for, apart from its own words. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,126}");

    /** References that lead to references end here. */
    private static final int REFERENCES_MAX = 10;

    private static final String HERE = "#";

    private SimpleProperties() {}

    /** Returns the type of each by its name, in the order of the schema. */
    static Map<String, ColumnType> of(JsonNode schema) {
        Map<String, ColumnType> found = new LinkedHashMap<>();
        schema.path("properties").properties().forEach(property -> {
            if (NAME.matcher(property.getKey()).matches()) {
                type(followed(property.getValue(), schema)).ifPresent(type -> found.put(property.getKey(), type));
            }
        });
        return found;
    }

    private static JsonNode followed(JsonNode property, JsonNode schema) {
        JsonNode found = property;
        for (int i = 0; i < REFERENCES_MAX && found.path("$ref").isTextual(); i++) {
            String reference = found.path("$ref").textValue();
            found = reference.startsWith(HERE + "/")
                    ? schema.at(reference.substring(HERE.length()))
                    : schema.at("/none");
        }
        return found;
    }

    private static Optional<ColumnType> type(JsonNode property) {
        JsonNode values = property.path("enum");
        if (values.isArray() && !values.isEmpty()) {
            return every(values, JsonNode::isTextual) ? Optional.of(ColumnType.TEXT) : Optional.empty();
        }
        List<String> types = new ArrayList<>();
        JsonNode type = property.path("type");
        if (type.isTextual()) {
            types.add(type.textValue());
        }
        type.forEach(one -> types.add(one.asText()));
        types.remove("null");
        return types.size() != 1
                ? Optional.empty()
                : switch (types.get(0)) {
                    case "string" -> Optional.of(ColumnType.TEXT);
                    case "integer" -> Optional.of(ColumnType.WHOLE_NUMBER);
                    case "number" -> Optional.of(ColumnType.NUMBER);
                    case "boolean" -> Optional.of(ColumnType.TRUTH);
                    default -> Optional.empty();
                };
    }

    private static boolean every(JsonNode values, Predicate<JsonNode> is) {
        for (JsonNode value : values) {
            if (!is.test(value)) {
                return false;
            }
        }
        return true;
    }
}
