package dev.reprise.migration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.migration.MigrationExample.Expected;
import dev.reprise.migration.MigrationExample.Fails;
import dev.reprise.migration.json.JsonDifference;
import dev.reprise.migration.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs examples: each is given to its one step, twice, and the result is compared and checked against the schema of the
 * target. Stateless.
 *
 * <p>Twice, and with a look at what was given, because neither a language nor a Java compiler can promise in full that a
 * migration is a pure function.
 */
final class ExampleRules {

    private ExampleRules() {}

    /** Notes every example that does not hold. */
    static void check(
            MigrationStep step,
            @Nullable PayloadSchema target,
            String file,
            List<MigrationExample> examples,
            Problems problems) {
        for (MigrationExample example : examples) {
            String mistake = mistakeIn(step, target, example);
            if (mistake != null) {
                problems.add(file, example.line(), "the example '" + example.name() + "' " + mistake);
            }
        }
    }

    private static @Nullable String mistakeIn(
            MigrationStep step, @Nullable PayloadSchema target, MigrationExample example) {
        JsonNode before = example.given().deepCopy();
        JsonNode result;
        try {
            result = step.apply(example.given());
            if (!JsonValue.same(result, step.apply(example.given()))) {
                return "gives another result the second time: a migration is a pure function of its payload";
            }
        } catch (MigrationFailedException e) {
            return afterFailure(example, e.reason());
        }
        if (!JsonValue.same(before, example.given())) {
            return "was changed by the migration: a migration leaves its payload alone";
        }
        List<SchemaViolation> violations = target == null ? List.of() : target.violations(result);
        if (example.outcome() instanceof Expected expected) {
            return afterSuccess(expected, result, violations);
        }
        return violations.isEmpty()
                ? "should fail, but gives " + result
                : afterFailure(
                        example,
                        lines(violations.stream().map(Object::toString).toList())
                                .strip());
    }

    private static @Nullable String afterFailure(MigrationExample example, String message) {
        if (!(example.outcome() instanceof Fails fails)) {
            return "fails: " + message;
        }
        return message.contains(fails.text()) ? null : "should fail with '" + fails.text() + "', but with: " + message;
    }

    private static @Nullable String afterSuccess(Expected expected, JsonNode result, List<SchemaViolation> violations) {
        List<String> differences = JsonDifference.between(expected.payload(), result);
        if (!differences.isEmpty()) {
            return "gives another result:" + lines(differences);
        }
        return violations.isEmpty()
                ? null
                : "gives what its schema does not allow:"
                        + lines(violations.stream().map(Object::toString).toList());
    }

    private static String lines(List<String> details) {
        return "\n  " + String.join("\n  ", details);
    }
}
