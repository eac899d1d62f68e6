package dev.reprise.migration.jslt;

import com.schibsted.spt.data.jslt.parser.JsltParser;
import com.schibsted.spt.data.jslt.parser.JsltParserConstants;
import com.schibsted.spt.data.jslt.parser.JsltParserTreeConstants;
import com.schibsted.spt.data.jslt.parser.ParseException;
import com.schibsted.spt.data.jslt.parser.SimpleNode;
import com.schibsted.spt.data.jslt.parser.Token;
import com.schibsted.spt.data.jslt.parser.TokenMgrError;
import java.io.StringReader;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites the operators of a JSLT text into calls of {@link ExactOperators}, since those of the library (0.1.14) wrap
 * around beyond 64 bits, compare as doubles, and cannot be replaced: {@code .a + 1} becomes {@code add(.a , 1,line)}.
 * Positions in lists and texts are guarded likewise. Threading: confined to the loading thread.
 *
 * <p>No line is added or removed, so messages name the lines of the author.
 */
final class JsltArithmetic {

    /** Before the names of the functions, so that nobody calls his own like that by accident. */
    static final String PREFIX = "__exact_";

    /** An integer of so many characters fits an int. */
    private static final int INT_DIGITS = 9;

    private final IdentityHashMap<Token, String> before = new IdentityHashMap<>();
    private final IdentityHashMap<Token, String> behind = new IdentityHashMap<>();

    private JsltArithmetic() {}

    /** A parser that shows its tree. */
    private static final class TreeParser extends JsltParser {

        TreeParser(String text) {
            super(new StringReader(text));
        }

        SimpleNode tree() {
            return (SimpleNode) jjtree.rootNode();
        }
    }

    /** The text with exact operators; as it is when it does not parse, for the compiler to complain about. */
    static String exact(String text) {
        TreeParser parser = new TreeParser(text);
        try {
            // An expression is optional in a module, so this takes both.
            parser.Module();
        } catch (ParseException | TokenMgrError e) {
            return text;
        }
        JsltArithmetic arithmetic = new JsltArithmetic();
        arithmetic.walk(parser.tree());
        return arithmetic.print(parser.tree().jjtGetFirstToken());
    }

    /** From the outside in. */
    private void walk(SimpleNode node) {
        switch (node.getId()) {
            case JsltParserTreeConstants.JJTCOMPARATIVEEXPR -> {
                if (!isEquality(node) || !hasLiteralBesideNumbers(node)) {
                    operators(node);
                }
            }
            case JsltParserTreeConstants.JJTADDITIVEEXPR, JsltParserTreeConstants.JJTMULTIPLICATIVEEXPR ->
                operators(node);
            case JsltParserTreeConstants.JJTARRAYSLICING -> positions(node);
            default -> {}
        }
        for (int i = 0; i < node.jjtGetNumChildren(); i++) {
            walk((SimpleNode) node.jjtGetChild(i));
        }
    }

    private static boolean isEquality(SimpleNode node) {
        if (node.jjtGetNumChildren() != 3) {
            return false;
        }
        String operator = ((SimpleNode) node.jjtGetChild(1)).jjtGetFirstToken().image;
        return operator.equals("==") || operator.equals("!=");
    }

    /** What equals null, a text or a boolean is no number: the library's own look is exact, and quicker than a call. */
    private static boolean hasLiteralBesideNumbers(SimpleNode node) {
        return isLiteralBesideNumbers((SimpleNode) node.jjtGetChild(0))
                || isLiteralBesideNumbers((SimpleNode) node.jjtGetChild(2));
    }

    private static boolean isLiteralBesideNumbers(SimpleNode operand) {
        Token only = operand.jjtGetFirstToken();
        return only == operand.jjtGetLastToken()
                && switch (only.kind) {
                    case JsltParserConstants.NULL,
                            JsltParserConstants.TRUE,
                            JsltParserConstants.FALSE,
                            JsltParserConstants.STRING -> true;
                    default -> false;
                };
    }

    /** Operands and operators in turns, which bind to the left: {@code a - b + c} is {@code add(sub(a, b), c)}. */
    private void operators(SimpleNode node) {
        Token first = node.jjtGetFirstToken();
        StringBuilder opened = new StringBuilder();
        for (int i = 1; i < node.jjtGetNumChildren(); i += 2) {
            Token operator = ((SimpleNode) node.jjtGetChild(i)).jjtGetFirstToken();
            Token last = ((SimpleNode) node.jjtGetChild(i + 1)).jjtGetLastToken();
            opened.insert(0, PREFIX + ExactOperators.nameOf(operator.image) + "(");
            close(last, "," + operator.beginLine + ")");
            operator.image = ",";
        }
        open(first, opened.toString());
    }

    /** A short literal needs no guard, and most positions are. */
    private void positions(SimpleNode node) {
        for (int i = 0; i < node.jjtGetNumChildren(); i++) {
            SimpleNode child = (SimpleNode) node.jjtGetChild(i);
            Token first = child.jjtGetFirstToken();
            Token last = child.jjtGetLastToken();
            boolean isLiteral =
                    first == last && first.kind == JsltParserConstants.INTEGER && first.image.length() <= INT_DIGITS;
            if (child.getId() == JsltParserTreeConstants.JJTEXPR && !isLiteral) {
                open(first, PREFIX + ExactOperators.POSITION + "(");
                close(last, ")");
            }
        }
    }

    private void open(Token token, String text) {
        before.merge(token, text, String::concat);
    }

    /** What is noted later is further inside, so it closes first. */
    private void close(Token token, String text) {
        behind.merge(token, text, (outer, inner) -> inner + outer);
    }

    private String print(Token first) {
        StringBuilder text = new StringBuilder();
        for (Token token = first; token != null; token = token.next) {
            printSpaces(token.specialToken, text);
            text.append(before.getOrDefault(token, "")).append(token.image).append(behind.getOrDefault(token, ""));
        }
        return text.toString();
    }

    /** White space and comments before a token, which know only what is before them. */
    private static void printSpaces(@Nullable Token lastSpace, StringBuilder text) {
        int at = text.length();
        for (Token space = lastSpace; space != null; space = space.specialToken) {
            text.insert(at, space.image);
        }
    }
}
