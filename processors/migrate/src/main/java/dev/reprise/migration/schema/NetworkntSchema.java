package dev.reprise.migration.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.ValidationMessage;
import dev.reprise.migration.SchemaCheck;
import dev.reprise.migration.SchemaViolation;
import java.util.List;

/**
 * One compiled schema.
 *
 * <p>Threading: safe; its validators are all made at load, and each validation has a context of its own.
 *
 * @param schema with its references resolved
 */
record NetworkntSchema(JsonSchema schema) implements SchemaCheck {

    private static final int WANTED_CHARS_MAX = 200;

    /** First the form that stops at the first violation and builds no messages, since nearly all payloads are valid. */
    @Override
    public List<SchemaViolation> check(JsonNode payload) {
        try {
            if (schema.validate(payload, OutputFormat.BOOLEAN)) {
                return List.of();
            }
            return schema.validate(payload).stream()
                    .limit(VIOLATIONS_MAX)
                    .map(NetworkntSchema::violation)
                    .toList();
        } catch (StackOverflowError e) {
            return List.of(new SchemaViolation("", "depth", "#", "is nested too deeply to be checked"));
        }
    }

    private static SchemaViolation violation(ValidationMessage message) {
        String keyword = String.valueOf(message.getType());
        String rule = message.getSchemaLocation() == null
                ? "#"
                : "#" + message.getSchemaLocation().getFragment();
        return new SchemaViolation(message.getInstanceLocation().toString(), keyword, rule, wanted(keyword, message));
    }

    /** The library's own messages quote the payload, so they are put together anew from the schema alone. */
    private static String wanted(String keyword, ValidationMessage message) {
        return switch (keyword) {
            case "required" -> "must have '" + message.getProperty() + "'";
            case "additionalProperties", "unevaluatedProperties" -> "has a field that is not allowed";
            case "type",
                    "enum",
                    "const",
                    "format",
                    "pattern",
                    "minimum",
                    "maximum",
                    "minLength",
                    "maxLength",
                    "minItems",
                    "maxItems",
                    "exclusiveMinimum",
                    "exclusiveMaximum",
                    "multipleOf" -> "must be of " + keyword + " " + shortened(String.valueOf(message.getSchemaNode()));
            default -> "must satisfy '" + keyword + "'";
        };
    }

    private static String shortened(String text) {
        return text.length() <= WANTED_CHARS_MAX ? text : text.substring(0, WANTED_CHARS_MAX) + "…";
    }
}
