package dev.reprise.common.request;

import java.util.regex.Pattern;

/**
 * Which texts are asset types. A type is a user's own text and stands in keys, messages and log lines, so that it may hold
 * every letter, digit, sign and blank, but nothing that cannot be seen. Where a type needs migrations, the names of their
 * folders allow less.
 */
final class AssetTypeRule {

    /** Most characters; a key that is made of a type, each character escaped, stays below 3 kB. */
    static final int CHARS_MAX = 200;

    static final String WORDS = "must have 1 to " + CHARS_MAX
            + " characters, no control or format characters, and no blank at its beginning or end";

    private static final String UNSEEN = "\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}";

    private static final Pattern FORM =
            Pattern.compile("[^" + UNSEEN + "\\p{Zs}](?:[^" + UNSEEN + "]*[^" + UNSEEN + "\\p{Zs}])?");

    private AssetTypeRule() {}

    static boolean holds(String type) {
        return type.codePointCount(0, type.length()) <= CHARS_MAX
                && FORM.matcher(type).matches();
    }
}
