package dev.reprise.common.wire;

/**
 * Bounds texts that come from outside.
 *
 * <p>Threading: stateless.
 */
public final class Text {

    private static final char CUT = '…';

    private Text() {}

    /** Returns a text of at most so many characters, which ends in {@code …} where something is cut off. */
    public static String cut(String text, int charsMax) {
        if (text.length() <= charsMax) {
            return text;
        }
        int end = charsMax - 1;
        // Half a pair has no form in UTF-8.
        boolean splitsPair = Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, splitsPair ? end - 1 : end) + CUT;
    }
}
