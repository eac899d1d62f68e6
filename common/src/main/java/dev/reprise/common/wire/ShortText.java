package dev.reprise.common.wire;

import org.jspecify.annotations.Nullable;

/**
 * Cuts texts that come from outside before they are kept, so that a stored record has a bound.
 *
 * <p>Threading: stateless.
 */
public final class ShortText {

    private static final String CUT = "…";

    private ShortText() {}

    /**
     * Returns a text of at most so many characters; what was cut ends with "…".
     *
     * @param text {@code null} stays {@code null}
     * @param charsMax at least 2
     */
    public static @Nullable String orNull(@Nullable String text, int charsMax) {
        return text == null ? null : of(text, charsMax);
    }

    /**
     * Returns a text of at most so many characters; what was cut ends with "…".
     *
     * @param charsMax at least 2
     */
    public static String of(String text, int charsMax) {
        if (text.length() <= charsMax) {
            return text;
        }
        int end = charsMax - CUT.length();
        // Half of a surrogate pair is no character.
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
    }
}
