package dev.reprise.common.request;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Bounds of what a refusal says: few reasons, each a short line that every topic takes and every terminal can show,
 * whatever was posted.
 */
public final class Reasons {

    /** Most reasons that are told one by one. */
    public static final int COUNT_MAX = 30;

    /** Most characters of one reason. With {@link #COUNT_MAX} reasons of six bytes a character these are 180 kB. */
    public static final int CHARS_MAX = 1_000;

    /** What is quoted of a user's text. */
    private static final int QUOTED_CHARS_MAX = 80;

    /** What breaks a line, forges one or has no form in UTF-8: control and format characters, lone surrogates. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    private Reasons() {}

    /** Returns at most {@link #COUNT_MAX} reasons of at most {@link #CHARS_MAX} characters; the last one counts the rest. */
    public static List<String> bounded(List<String> reasons) {
        List<String> bounded = new ArrayList<>();
        for (String reason : reasons.subList(0, Math.min(COUNT_MAX, reasons.size()))) {
            bounded.add(bounded(reason));
        }
        if (reasons.size() > COUNT_MAX) {
            bounded.set(COUNT_MAX - 1, "and " + (reasons.size() - COUNT_MAX + 1) + " more reasons");
        }
        return List.copyOf(bounded);
    }

    /** Returns one line of at most {@link #CHARS_MAX} characters. */
    public static String bounded(String text) {
        return line(text, CHARS_MAX);
    }

    /** Shortens a user's text to what is quoted of it. */
    public static String quoted(String text) {
        return line(text, QUOTED_CHARS_MAX);
    }

    /** Returns the reason when the judgement itself fails, which is an error of the program that must not stop it. */
    public static String of(Throwable failure) {
        return bounded("the request cannot be judged: " + failure);
    }

    /** Returns one line of at most so many characters, and behind them a sign where there were more. */
    private static String line(String text, int charsMax) {
        boolean whole = text.length() <= charsMax || text.codePointCount(0, text.length()) <= charsMax;
        String shown = whole ? text : text.substring(0, text.offsetByCodePoints(0, charsMax)) + "…";
        return UNPRINTABLE.matcher(shown).replaceAll("?");
    }
}
