package dev.reprise.reindex;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an index or alias. With a pattern of dates in braces, such as {@code movies-{yyyyMM}}, it stands for one index for
 * each time of creation, which is part of the id.
 *
 * <p>Threading: immutable.
 *
 * @param text as posted
 */
public record IndexName(String text) {

    /** Names are bounded by Elasticsearch, in bytes; 40 are left for the date. */
    private static final int BYTES_MAX = 215;

    private static final Pattern FORM = Pattern.compile("([^{}]*)(?:\\{([yMdHu'_.-]{1,20})})?([^{}]*)");

    /** What Elasticsearch refuses in names, and what makes one stand for several. */
    private static final Pattern NAME =
            Pattern.compile("(?!\\.{1,2}$)[^-_+A-Z\\\\/*?\"<>| ,#:\\s][^A-Z\\\\/*?\"<>| ,#:\\s]*");

    /** 100 ns between 1582-10-15, where times of UUIDs begin, and 1970. */
    private static final long UUID_EPOCH = 0x01b21dd213814000L;

    private static final long TICKS_PER_MILLI = 10_000;

    /** Returns why no index can be called so; empty when one can. */
    public Optional<String> problem() {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || text.getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
            return Optional.of("at most " + BYTES_MAX + " bytes, and at most one date such as {yyyyMM} in it");
        }
        try {
            String example = at(Instant.EPOCH);
            return NAME.matcher(example).matches() && example.equals(example.toLowerCase(Locale.ROOT))
                    ? Optional.empty()
                    : Optional.of("lower case, without * ? \" < > | / \\ , # : and blanks, not beginning with - _ +");
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.of("'" + form.group(2) + "' is no pattern of dates");
        }
    }

    /** Returns whether it stands for one index for each time. */
    public boolean isByTime() {
        return text.indexOf('{') >= 0;
    }

    /** Returns a pattern that its names match, with {@code *} in the place of a date. */
    public String wildcard() {
        return text.replaceFirst("\\{[^}]*}", "*");
    }

    /** Returns the beginning of the finest unit of time that its date tells, at or before a time; the epoch without one. */
    public Instant floor(Instant time) {
        Matcher form = FORM.matcher(text);
        String date = form.matches() && form.group(2) != null ? form.group(2).replaceAll("'[^']*'", "") : "";
        ZonedDateTime utc = time.atZone(ZoneOffset.UTC);
        if (date.indexOf('H') >= 0) {
            return utc.truncatedTo(ChronoUnit.HOURS).toInstant();
        }
        ZonedDateTime day = utc.truncatedTo(ChronoUnit.DAYS);
        if (date.indexOf('d') >= 0) {
            return day.toInstant();
        }
        return date.indexOf('M') >= 0
                ? day.withDayOfMonth(1).toInstant()
                : date.isEmpty() ? Instant.EPOCH : day.withDayOfYear(1).toInstant();
    }

    /** Returns the index of an asset. */
    public String of(UUID assetId) {
        return isByTime() ? at(createdAt(assetId)) : text;
    }

    /** Returns when an asset was created, to the millisecond. */
    public static Instant createdAt(UUID assetId) {
        return Instant.ofEpochMilli(Math.floorDiv(assetId.timestamp() - UUID_EPOCH, TICKS_PER_MILLI));
    }

    /** Returns the index of what is created at a time. */
    public String at(Instant time) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || form.group(2) == null) {
            return text;
        }
        String date = DateTimeFormatter.ofPattern(form.group(2), Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(time);
        return form.group(1) + date + form.group(3);
    }
}
