package dev.reprise.migration.jslt;

import java.util.regex.Pattern;

/** What a date pattern asks for. Stateless. */
final class DatePatterns {

    static final String CENTURY = "parse-time with a year of two digits takes the century from the clock";

    /** Text between single quotes stands for itself. */
    private static final Pattern QUOTED = Pattern.compile("'[^']*'");

    /**
     * One or two letters for the year: a year of two digits is then taken to lie within 80 years before and 20 years
     * after now ({@link java.text.SimpleDateFormat}, "Year").
     */
    private static final Pattern SHORT_YEAR = Pattern.compile("(?<![yY])[yY]{1,2}(?![yY])");

    private DatePatterns() {}

    static boolean guessesCentury(String pattern) {
        return SHORT_YEAR.matcher(QUOTED.matcher(pattern).replaceAll(" ")).find();
    }
}
