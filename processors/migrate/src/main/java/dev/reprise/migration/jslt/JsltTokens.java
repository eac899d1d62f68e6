package dev.reprise.migration.jslt;

import com.schibsted.spt.data.jslt.parser.JsltParserConstants;
import com.schibsted.spt.data.jslt.parser.JsltParserTokenManager;
import com.schibsted.spt.data.jslt.parser.SimpleCharStream;
import com.schibsted.spt.data.jslt.parser.Token;
import com.schibsted.spt.data.jslt.parser.TokenMgrError;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

/**
 * The tokens of a JSLT text, as the library's own lexer sees them; white space and comments are not among them.
 * Immutable.
 */
final class JsltTokens {

    private final List<Token> tokens;

    private JsltTokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** The tokens up to the end, or up to the first that is none, which the compiler will report. */
    static JsltTokens of(String text) {
        List<Token> tokens = new ArrayList<>();
        JsltParserTokenManager lexer = new JsltParserTokenManager(new SimpleCharStream(new StringReader(text)));
        try {
            // Bounded: every token but the last takes at least one character.
            for (Token token = lexer.getNextToken();
                    token.kind != JsltParserConstants.EOF;
                    token = lexer.getNextToken()) {
                tokens.add(token);
            }
        } catch (TokenMgrError e) {
            return new JsltTokens(tokens);
        }
        return new JsltTokens(tokens);
    }

    int size() {
        return tokens.size();
    }

    Token get(int index) {
        return tokens.get(index);
    }

    /** Whether there is a token of this kind at an index, which may lie outside. */
    boolean is(int index, int kind) {
        return index >= 0 && index < tokens.size() && tokens.get(index).kind == kind;
    }

    /** Whether the token at an index is a name that is called. */
    boolean isCall(int index) {
        return is(index, JsltParserConstants.IDENT)
                && is(index + 1, JsltParserConstants.LPAREN)
                && !is(index - 1, JsltParserConstants.DEF)
                && !is(index - 1, JsltParserConstants.DOT);
    }

    /** Whether the file defines a function of this name, which then hides the built-in one. */
    boolean defines(String name) {
        for (int i = 1; i < tokens.size(); i++) {
            if (is(i - 1, JsltParserConstants.DEF) && tokens.get(i).image.equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** The index of the first token of the second argument of a call, or -1. */
    int secondArgument(int call) {
        int depth = 0;
        for (int i = call + 1; i < tokens.size(); i++) {
            switch (tokens.get(i).kind) {
                case JsltParserConstants.LPAREN, JsltParserConstants.LBRACKET, JsltParserConstants.LCURLY -> depth++;
                case JsltParserConstants.RPAREN, JsltParserConstants.RBRACKET, JsltParserConstants.RCURLY -> depth--;
                default -> {
                    if (depth == 1 && is(i, JsltParserConstants.COMMA)) {
                        return i + 1;
                    }
                }
            }
            if (depth == 0) {
                return -1;
            }
        }
        return -1;
    }
}
