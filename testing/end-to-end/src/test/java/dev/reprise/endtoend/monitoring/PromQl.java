package dev.reprise.endtoend.monitoring;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metrics and labels of an expression of Prometheus. It finds them by the shape of the text: {@code promtool} knows whether
 * the expression is right.
 *
 * <p>Threading: immutable.
 *
 * @param selectors the metrics, with the labels that they are selected by
 * @param grouped labels in {@code by (…)}, {@code on (…)} and the like
 */
public record PromQl(List<Selector> selectors, Set<String> grouped) {

    private static final Pattern TOKEN =
            Pattern.compile("\"[^\"]*\"|'[^']*'|[a-zA-Z_:][a-zA-Z0-9_:]*|[0-9][0-9a-z.]*|[^\\s]");

    private static final Set<String> GROUPING = Set.of("by", "without", "on", "ignoring", "group_left", "group_right");

    private static final Set<String> WORDS =
            Set.of("and", "or", "unless", "bool", "offset", "sum", "max", "min", "count", "avg");

    /**
     * A metric of an expression.
     *
     * @param labels that it is selected by
     */
    public record Selector(String metric, Set<String> labels) {}

    /** Reads an expression. */
    public static PromQl of(String expression) {
        return new Reading(tokens(expression.replaceAll("\\[[^]]*]", ""))).read();
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        tokens.add("");
        return tokens;
    }

    /** One pass over the tokens. */
    private static final class Reading {

        private final List<String> tokens;
        private final List<Selector> selectors = new ArrayList<>();
        private final Set<String> grouped = new TreeSet<>();
        private int at;

        Reading(List<String> tokens) {
            this.tokens = tokens;
        }

        PromQl read() {
            while (at < tokens.size() - 1) {
                String token = tokens.get(at++);
                String next = tokens.get(at);
                if (GROUPING.contains(token)) {
                    grouped.addAll(names("(", ")"));
                } else if (isName(token) && !WORDS.contains(token) && !next.equals("(")) {
                    selectors.add(new Selector(token, next.equals("{") ? names("{", "}") : Set.of()));
                }
            }
            return new PromQl(selectors, grouped);
        }

        private Set<String> names(String open, String close) {
            Set<String> names = new HashSet<>();
            if (tokens.get(at).equals(open)) {
                for (at++; !tokens.get(at).equals(close); at++) {
                    if (isName(tokens.get(at))) {
                        names.add(tokens.get(at));
                    }
                }
            }
            return names;
        }

        private static boolean isName(String token) {
            return !token.isEmpty() && (Character.isLetter(token.charAt(0)) || token.charAt(0) == '_');
        }
    }
}
