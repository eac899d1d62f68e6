package dev.reprise.common.export;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an analytics table, {@code namespace.table}. Every catalogue and every SQL engine takes such a name without
 * quotes.
 *
 * <p>Threading: immutable.
 *
 * @param namespace 1 to 64 of {@code a-z 0-9 _}, the first a letter
 * @param table the same
 */
public record TableName(String namespace, String table) {

    /** The namespace in which the writer keeps its own table; no job may export to it. */
    public static final String RESERVED = "reprise";

    private static final String PART = "[a-z][a-z0-9_]{0,63}";

    private static final Pattern FORM = Pattern.compile("(" + PART + ")\\.(" + PART + ")");

    public TableName {
        check(namespace + "." + table);
    }

    /**
     * Reads the form with the dot.
     *
     * @throws IllegalArgumentException if it is no such name, to follow the name of what is wrong; without the text itself
     */
    public static TableName of(String text) {
        Matcher parts = check(text);
        return new TableName(parts.group(1), parts.group(2));
    }

    private static Matcher check(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "must be the name of a table, namespace.table, each 1 to 64 of a-z 0-9 _ that begin with a letter");
        }
        return parts;
    }

    @Override
    public String toString() {
        return namespace + "." + table;
    }
}
