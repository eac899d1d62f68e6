package dev.reprise.cli.text;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/** How numbers are told to people: the same on every machine, whatever its language. */
public final class Words {

    private static final long SECONDS_PER_MINUTE = 60;
    private static final long SECONDS_PER_HOUR = 3600;
    private static final long SECONDS_PER_DAY = 86_400;

    private Words() {}

    /** Such as {@code 1,234,567}. */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Such as {@code 57 %}; rounded down, so that 100 means done. */
    public static String percent(OptionalDouble share) {
        return share.isEmpty() ? "" : (int) Math.floor(share.getAsDouble() * 100) + " %";
    }

    /** Such as {@code 731/s}; one digit behind the point below ten. */
    public static String rate(OptionalDouble perSecond) {
        if (perSecond.isEmpty()) {
            return "";
        }
        double rate = perSecond.getAsDouble();
        return (rate > 0 && rate < 10 ? String.format(Locale.ROOT, "%.1f", rate) : number(Math.round(rate))) + "/s";
    }

    /** The two largest units, such as {@code 2 h 5 min}; never less than a second. */
    public static String duration(Duration duration) {
        long seconds = Math.max(1, duration.toSeconds());
        if (seconds < SECONDS_PER_MINUTE) {
            return seconds + " s";
        }
        if (seconds < SECONDS_PER_HOUR) {
            return two(seconds, SECONDS_PER_MINUTE, "min", 1, "s");
        }
        return seconds < SECONDS_PER_DAY
                ? two(seconds, SECONDS_PER_HOUR, "h", SECONDS_PER_MINUTE, "min")
                : two(seconds, SECONDS_PER_DAY, "d", SECONDS_PER_HOUR, "h");
    }

    private static String two(long seconds, long large, String largeUnit, long small, String smallUnit) {
        long rest = seconds % large / small;
        return seconds / large + " " + largeUnit + (rest == 0 ? "" : " " + rest + " " + smallUnit);
    }
}
