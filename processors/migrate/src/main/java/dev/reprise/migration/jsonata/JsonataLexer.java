package dev.reprise.migration.jsonata;

import dev.reprise.migration.jsonata.JsonataToken.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a JSONata text into tokens as the library does (its own lexer cannot be reached), so that what stands in a
 * text, a quoted name, a regular expression or a comment is not mistaken for a call. Threading: confined to one thread.
 *
 * <p>The one difficulty is the slash, which divides after an operand and begins a regular expression before one. Should
 * this lexer ever be wrong about it, nothing impure runs: see {@link PureJsonata}.
 */
final class JsonataLexer {

    private static final String SPACES = " \t\n\r";
    private static final String SIGNS = ".[]{}(),@#;:?+-*/%|=<>^&!~";

    private final String text;
    private final List<JsonataToken> tokens = new ArrayList<>();
    private int position;
    private int line = 1;
    private boolean afterOperand;

    private JsonataLexer(String text) {
        this.text = text;
    }

    /** The tokens up to the end; broken texts give some tokens, and the compiler reports them. */
    static List<JsonataToken> tokens(String text) {
        JsonataLexer lexer = new JsonataLexer(text);
        // Bounded: each round takes at least one character.
        while (lexer.position < text.length()) {
            lexer.next();
        }
        return lexer.tokens;
    }

    private void next() {
        char c = text.charAt(position);
        if (SPACES.indexOf(c) >= 0) {
            take(position + 1);
        } else if (text.startsWith("/*", position)) {
            take(endOf("*/", position + 2));
        } else if (c == '/' && !afterOperand) {
            add(Kind.OTHER, take(endOfRegex()), true);
        } else if (c == '"' || c == '\'') {
            String quoted = take(endOfString(c));
            add(Kind.STRING, quoted.substring(1, Math.max(1, quoted.length() - 1)), true);
        } else if (c == '`') {
            add(Kind.OTHER, take(endOf("`", position + 1)), true);
        } else if (SIGNS.indexOf(c) >= 0) {
            // A star or percent sign where an operand is due is one: all fields, the parent.
            boolean operand = c == ')' || c == ']' || c == '}' || ((c == '*' || c == '%') && !afterOperand);
            add(Kind.SIGN, take(position + 1), operand);
        } else {
            word();
        }
    }

    private void word() {
        int end = position;
        while (end < text.length() && SPACES.indexOf(text.charAt(end)) < 0 && SIGNS.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String word = take(end);
        if (word.startsWith("$")) {
            add(Kind.VARIABLE, word.substring(1), true);
        } else {
            boolean operator = word.equals("and") || word.equals("or") || word.equals("in");
            add(operator ? Kind.OTHER : Kind.NAME, word, !operator);
        }
    }

    private int endOf(String closing, int from) {
        int end = text.indexOf(closing, from);
        return end < 0 ? text.length() : end + closing.length();
    }

    private int endOfString(char quote) {
        for (int i = position + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == quote) {
                return i + 1;
            }
        }
        return text.length();
    }

    /** A regular expression ends at a slash that is neither escaped nor between brackets. */
    private int endOfRegex() {
        int depth = 0;
        for (int i = position + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '(' || c == '[' || c == '{') {
                depth++;
            } else if (c == ')' || c == ']' || c == '}') {
                depth--;
            } else if (c == '/' && depth == 0) {
                return i + 1;
            }
        }
        return text.length();
    }

    private String take(int end) {
        String taken = text.substring(position, end);
        line += (int) taken.chars().filter(c -> c == '\n').count();
        position = end;
        return taken;
    }

    /** The line is that of the token's end, which differs from its begin only for texts over several lines. */
    private void add(Kind kind, String content, boolean operand) {
        tokens.add(new JsonataToken(kind, content, line));
        afterOperand = operand;
    }
}
