package dev.reprise.migration.jsonata;

import dev.reprise.migration.MigrationProblem;
import dev.reprise.migration.files.SourceFile;
import dev.reprise.migration.jsonata.JsonataToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Refuses functions that make a mapping depend on more than its payload, and error texts that depend on it. Threading:
 * confined to the loading thread.
 *
 * <p>Functions are values in JSONata, so it is their names that are refused, called or not, also for variables of one's
 * own; with {@code $eval} refused, a name cannot be put together at run time.
 */
final class JsonataPurity {

    /** Names that are refused, and why. */
    static final Map<String, String> REFUSED = Map.of(
            "now", "$now reads the clock",
            "millis", "$millis reads the clock",
            "random", "$random is random",
            "shuffle", "$shuffle is random",
            "eval", "$eval runs a text that nobody has checked");

    private static final Set<String> FUNCTION_KEYWORDS = Set.of("function", "λ");

    private static final String CONSTANT_TEXT =
            ": it becomes the cause of dead letters, which are grouped by it, and must hold no value of the payload";

    private final String file;
    private final List<JsonataToken> tokens;
    private final List<MigrationProblem> problems = new ArrayList<>();

    private JsonataPurity(SourceFile file) {
        this.file = file.display();
        this.tokens = JsonataLexer.tokens(file.text());
    }

    static List<MigrationProblem> check(SourceFile file) {
        JsonataPurity purity = new JsonataPurity(file);
        for (int i = 0; i < purity.tokens.size(); i++) {
            if (purity.tokens.get(i).kind() == Kind.VARIABLE) {
                purity.checkVariable(i);
            } else if (purity.tokens.get(i).kind() == Kind.NAME && purity.isSign(i + 1, "(")) {
                purity.checkCall(purity.tokens.get(i));
            }
        }
        return purity.problems;
    }

    /** The library fails on such a call too, but not before it has printed the called value, which may be private. */
    private void checkCall(JsonataToken token) {
        if (!FUNCTION_KEYWORDS.contains(token.text())) {
            refuse(
                    token,
                    "'" + token.text() + "' is a field, and no field is a function: functions are written $"
                            + token.text());
        }
    }

    private void checkVariable(int index) {
        JsonataToken token = tokens.get(index);
        String refused = REFUSED.get(token.text());
        if (refused != null) {
            refuse(token, refused + ": a migration is a pure function of its payload");
        }
        switch (token.text()) {
            case "error" -> {
                if (!isSign(index + 1, "(") || !isString(index + 2) || !isSign(index + 3, ")")) {
                    refuse(token, "$error is called with one text in quotes" + CONSTANT_TEXT);
                }
            }
            case "assert" -> {
                if (!isSign(index + 1, "(") || !hasConstantText(index + 1)) {
                    refuse(token, "$assert is called with a condition and a text in quotes" + CONSTANT_TEXT);
                }
            }
            case "toMillis" -> checkPicture(index + 1);
            default -> {}
        }
    }

    /** Whether a call has one argument, or a second one that is a text in quotes. */
    private boolean hasConstantText(int open) {
        int comma = secondArgument(open) - 1;
        return comma < 0 || (isString(comma + 1) && isSign(comma + 2, ")"));
    }

    private void checkPicture(int open) {
        int argument = isSign(open, "(") ? secondArgument(open) : 0;
        if (argument > 0
                && isString(argument)
                && isSign(argument + 1, ")")
                && !PureJsonata.namesYear(tokens.get(argument).text())) {
            refuse(tokens.get(argument), PureJsonata.YEAR);
        }
    }

    /** The index of the first token of the second argument, or 0. */
    private int secondArgument(int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            if (isSign(i, "(") || isSign(i, "[") || isSign(i, "{")) {
                depth++;
            } else if (isSign(i, ")") || isSign(i, "]") || isSign(i, "}")) {
                depth--;
            } else if (depth == 1 && isSign(i, ",")) {
                return i + 1;
            }
            if (depth == 0) {
                return 0;
            }
        }
        return 0;
    }

    private boolean isSign(int index, String sign) {
        return index < tokens.size() && tokens.get(index).isSign(sign);
    }

    private boolean isString(int index) {
        return index < tokens.size() && tokens.get(index).kind() == Kind.STRING;
    }

    private void refuse(JsonataToken token, String message) {
        problems.add(new MigrationProblem(file, token.line(), message));
    }
}
