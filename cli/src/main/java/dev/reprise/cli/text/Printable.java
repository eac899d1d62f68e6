package dev.reprise.cli.text;

/**
 * Text as a terminal may be given it. Requests, messages and reasons are written by strangers; a control character in one of them
 * would move the cursor, forge a row of a table or turn round what is written.
 *
 * <p>Such a character is shown by its escape in JSON, so that a document that went through here is the same document.
 *
 * <p>Threading: stateless.
 */
public final class Printable {

    private static final int ASCII_PRINTABLE_FIRST = ' ';
    private static final int ASCII_PRINTABLE_LAST = '~';
    private static final String CUT = "...";

    /**
     * First and last of what terminals show two columns wide, after Markus Kuhn's wcwidth (<a
     * href="https://www.cl.cam.ac.uk/~mgk25/ucs/wcwidth.c">wcwidth.c</a>) with the emoji of later versions of Unicode.
     */
    private static final int[][] WIDE = {
        {0x1100, 0x115F},
        {0x2E80, 0x303E},
        {0x3041, 0xA4CF},
        {0xAC00, 0xD7A3},
        {0xF900, 0xFAFF},
        {0xFE30, 0xFE6F},
        {0xFF00, 0xFF60},
        {0xFFE0, 0xFFE6},
        {0x1F300, 0x1F64F},
        {0x1F680, 0x1F6FF},
        {0x1F900, 0x1FAFF},
        {0x20000, 0x3FFFD},
    };

    private Printable() {}

    /** Returns the text in one line: whatever steers a terminal, breaks a line or cannot be seen is escaped. */
    public static String of(String text) {
        if (text.chars().allMatch(one -> one >= ASCII_PRINTABLE_FIRST && one <= ASCII_PRINTABLE_LAST)) {
            return text;
        }
        var printable = new StringBuilder(text.length());
        text.codePoints().forEach(one -> {
            if (steers(one)) {
                printable.append(escaped(one));
            } else {
                printable.appendCodePoint(one);
            }
        });
        return printable.toString();
    }

    /** Returns the escape of a character in JSON: of one beyond the first 65,536, that of both its halves. */
    public static String escaped(int codePoint) {
        return switch (codePoint) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> {
                var escapes = new StringBuilder();
                for (char half : Character.toChars(codePoint)) {
                    escapes.append("\\u");
                    String digits = Integer.toHexString(half);
                    escapes.append("0".repeat(4 - digits.length())).append(digits);
                }
                yield escapes.toString();
            }
        };
    }

    /** Returns how many columns of a terminal a text takes that went through {@link #of}. */
    static int columns(String text) {
        return text.codePoints().map(Printable::columns).sum();
    }

    /** Returns as much of a text as fits into so many columns, with three dots at its end where it was cut. */
    public static String cut(String text, int columnsMax) {
        // No text has more columns than twice its characters.
        if (text.length() * 2L <= columnsMax || columns(text) <= columnsMax) {
            return text;
        }
        int left = columnsMax - CUT.length();
        int end = 0;
        while (end < text.length()) {
            int next = text.codePointAt(end);
            left -= columns(next);
            if (left < 0) {
                break;
            }
            end += Character.charCount(next);
        }
        return columnsMax <= CUT.length() ? "" : text.substring(0, end) + CUT;
    }

    /** Returns the text with blanks behind it, so many columns wide; as it is where it is wider. */
    public static String padded(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - columns(text)));
    }

    private static boolean steers(int codePoint) {
        return switch (Character.getType(codePoint)) {
            // FORMAT has what turns the direction of writing and what has no width.
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    private static int columns(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        for (int[] wide : WIDE) {
            if (codePoint >= wide[0] && codePoint <= wide[1]) {
                return 2;
            }
        }
        return 1;
    }
}
