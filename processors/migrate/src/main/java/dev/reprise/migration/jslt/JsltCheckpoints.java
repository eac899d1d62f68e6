package dev.reprise.migration.jslt;

import com.fasterxml.jackson.databind.node.NullNode;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.parser.JsltParserConstants;
import com.schibsted.spt.data.jslt.parser.Token;
import dev.reprise.migration.MigrationRefusal;

/**
 * Lets each function that a JSLT text defines end when its thread is interrupted: a call that looks is put before its body,
 * as the value of a variable that nobody reads. JSLT repeats itself without end by recursion only, so whoever runs a mapping
 * can end it. Lines stay as they are. Stateless.
 */
final class JsltCheckpoints {

    private static final String NAME = "reprise-checkpoint";

    /** Ends with a literal: what follows a call, such as {@code [} or a point, would be taken for a part of it. */
    private static final String CALL = " let " + NAME + " = " + NAME + "() == null ";

    /** The function that looks. */
    static final Function FUNCTION = new PureFunction(NAME, 0, 0, arguments -> {
        if (Thread.currentThread().isInterrupted()) {
            throw new MigrationRefusal("interrupted");
        }
        return NullNode.instance;
    });

    private JsltCheckpoints() {}

    /** Returns the text with checkpoints; as it is where it cannot be read, which the compiler will report. */
    static String in(String text) {
        JsltTokens tokens = JsltTokens.of(text);
        StringBuilder with = new StringBuilder(text.length());
        int position = 0;
        boolean head = false;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            int start = afterBlanks(text, position);
            if (!text.startsWith(token.image, start)) {
                return text;
            }
            int end = start + token.image.length();
            with.append(text, position, end);
            position = end;
            head |= token.kind == JsltParserConstants.DEF;
            if (head && token.kind == JsltParserConstants.RPAREN) {
                with.append(CALL);
                head = false;
            }
        }
        return with.append(text, position, text.length()).toString();
    }

    /** Returns where white space and comments end. */
    private static int afterBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || text.startsWith("//", at))) {
            int line = text.startsWith("//", at) ? text.indexOf('\n', at) : at;
            at = line < 0 ? text.length() : line + 1;
        }
        return at;
    }
}
