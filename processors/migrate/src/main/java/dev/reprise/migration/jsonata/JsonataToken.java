package dev.reprise.migration.jsonata;

import static java.util.Objects.requireNonNull;

/**
 * A token of a JSONata text.
 *
 * @param kind what it is
 * @param text a variable without {@code $}, a text without quotes, anything else as written
 * @param line counted from 1
 */
record JsonataToken(Kind kind, String text, int line) {

    /** What a token is. */
    enum Kind {
        /** {@code $name}. */
        VARIABLE,
        /** Text in quotes. */
        STRING,
        /** A field or a keyword. */
        NAME,
        /** A number, regular expression, quoted name or operator in letters. */
        OTHER,
        /** A sign. */
        SIGN
    }

    JsonataToken {
        requireNonNull(kind, "kind");
        requireNonNull(text, "text");
    }

    boolean isSign(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }
}
