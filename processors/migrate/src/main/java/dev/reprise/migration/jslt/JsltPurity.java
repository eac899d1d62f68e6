package dev.reprise.migration.jslt;

import com.schibsted.spt.data.jslt.parser.JsltParserConstants;
import com.schibsted.spt.data.jslt.parser.Token;
import dev.reprise.migration.MigrationProblem;
import dev.reprise.migration.json.JsonNumbers;
import java.util.List;

/**
 * Refuses calls that make a mapping depend on more than its payload, error texts that depend on it, and literals that would be
 * read as another number. Threading: confined to the loading thread.
 */
final class JsltPurity {

    private final JsltTokens tokens;
    private final String file;
    private final List<MigrationProblem> problems;

    JsltPurity(JsltTokens tokens, String file, List<MigrationProblem> problems) {
        this.tokens = tokens;
        this.file = file;
        this.problems = problems;
    }

    void check() {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.is(i, JsltParserConstants.DECIMAL)) {
                checkLiteral(i);
            } else if (tokens.isCall(i) && !tokens.defines(tokens.get(i).image)) {
                checkCall(i);
            }
        }
    }

    /** The library reads it as a double, which may be another number, or infinite. */
    private void checkLiteral(int literal) {
        String number = tokens.get(literal).image;
        if (!JsonNumbers.isDouble(number)) {
            refuse(literal, number + " has more digits than a mapping keeps: it would be another number");
        }
    }

    private void checkCall(int call) {
        switch (tokens.get(call).image) {
            case "now" -> refuse(call, "now() reads the clock: a migration is a pure function of its payload");
            case "random" -> refuse(call, "random() is random: a migration is a pure function of its payload");
            case "uuid" -> {
                if (tokens.is(call + 2, JsltParserConstants.RPAREN)) {
                    refuse(call, "uuid() is random: a migration is a pure function of its payload");
                }
            }
            case "error" -> {
                if (!tokens.is(call + 2, JsltParserConstants.STRING)
                        || !tokens.is(call + 3, JsltParserConstants.RPAREN)) {
                    refuse(
                            call,
                            "error() takes one text in quotes: it becomes the cause of dead letters, which are grouped"
                                    + " by it, and must hold no value of the payload");
                }
            }
            case "parse-time" -> checkPattern(call);
            default -> {}
        }
    }

    private void checkPattern(int call) {
        int argument = tokens.secondArgument(call);
        if (!tokens.is(argument, JsltParserConstants.STRING)) {
            return;
        }
        boolean isAll = tokens.is(argument + 1, JsltParserConstants.RPAREN)
                || tokens.is(argument + 1, JsltParserConstants.COMMA);
        String image = tokens.get(argument).image;
        if (isAll && DatePatterns.guessesCentury(image.substring(1, image.length() - 1))) {
            refuse(argument, DatePatterns.CENTURY + ": write the century into the text first");
        }
    }

    private void refuse(int index, String message) {
        Token token = tokens.get(index);
        problems.add(new MigrationProblem(file, token.beginLine, message));
    }
}
