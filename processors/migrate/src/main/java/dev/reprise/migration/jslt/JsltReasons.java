package dev.reprise.migration.jslt;

import com.schibsted.spt.data.jslt.JsltException;
import java.util.List;

/**
 * Turns messages of the JSLT library into reasons without payload values. Stateless.
 *
 * <p>The library builds most messages from a fixed beginning and the offending value. Only the beginning is kept, and
 * only when it stands in the list below (taken from the sources of 0.1.14); an unknown message is dropped whole.
 */
final class JsltReasons {

    private static final List<String> BEGINNINGS = List.of(
            "Can't compare",
            "Can't convert",
            "Can't group-by",
            "Can't index array/string",
            "Can't multiply two strings!",
            "Can't parse",
            "Cannot convert",
            "Contains cannot operate",
            "Duplicate key",
            "For loop can't iterate",
            "Function size() cannot work",
            "Object comprehension can't loop",
            "Object comprehension must have string as key",
            "Object key must be string",
            "Regexp",
            "String index out of range",
            "Syntax error in regular expression",
            "all() requires an array",
            "any() requires an array",
            "array() cannot convert",
            "ceiling() cannot round a non-number",
            "flatten() cannot operate",
            "floor() cannot round a non-number",
            "format-time: Couldn't parse format",
            "format-time: Unknown timezone",
            "from-json can't parse",
            "get-key: can't look up keys",
            "index-of() first argument must be an array",
            "mod(): cannot divide by zero",
            "mod(): dividend cannot be a non-number",
            "mod(): divisor cannot be a non-number",
            "mod(): operands must be integral types",
            "number(",
            "round() cannot round a non-number",
            "split() can't split on null",
            "sum(): argument must be array",
            "sum(): array must contain numbers",
            "test() can't test null regexp",
            "zip() arrays were of unequal size",
            "zip() requires arrays",
            "zip-with-index() argument must be an array");

    private JsltReasons() {}

    static String of(JsltException e) {
        String message = String.valueOf(e.getMessageWithoutLocation());
        String reason = BEGINNINGS.stream()
                .filter(message::startsWith)
                .findFirst()
                .map(JsltReasons::whole)
                .orElse("the JSLT failed");
        return e.getLine() > 0 ? reason + " (line " + e.getLine() + ")" : reason;
    }

    /** Two beginnings are words short of a reason. */
    private static String whole(String beginning) {
        return switch (beginning) {
            case "number(" -> "number() of a text that is not a number";
            case "Regexp" -> "a regular expression in replace() matched an empty text";
            default -> beginning;
        };
    }
}
