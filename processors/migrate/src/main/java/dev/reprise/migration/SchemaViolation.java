package dev.reprise.migration;

import static java.util.Objects.requireNonNull;

/**
 * One way in which a payload breaks its schema. No value of the payload is in it.
 *
 * @param pointer the offending place in the payload, as JSON pointer; it may hold names and positions of the payload,
 *     so it is for people who look at one asset, not for grouping
 * @param keyword of the schema, such as {@code required}
 * @param rule the place of the keyword in the schema, such as {@code #/properties/titles/minItems}
 * @param message what is wanted, in words of the schema alone
 */
public record SchemaViolation(String pointer, String keyword, String rule, String message) {

    /** Checks that nothing is missing. */
    public SchemaViolation {
        requireNonNull(pointer, "pointer");
        requireNonNull(keyword, "keyword");
        requireNonNull(rule, "rule");
        requireNonNull(message, "message");
    }

    /** The text to group by: rule and message, the same for every payload that breaks this rule. */
    public String cause() {
        return rule + ": " + message;
    }

    @Override
    public String toString() {
        return (pointer.isEmpty() ? "the whole" : pointer) + " " + message + " (" + rule + ")";
    }
}
