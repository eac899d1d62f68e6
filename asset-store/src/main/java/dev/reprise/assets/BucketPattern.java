package dev.reprise.assets;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a bucket follows from the creation time inside an asset id: a date pattern of years, months, days and hours in
 * UTC, such as {@code yyyy-MM}, and a number of hash shards on top, as in {@code yyyy-MM#16}, which makes buckets such
 * as {@code 2024-03#07}.
 *
 * <p>Threading: immutable.
 */
public final class BucketPattern {

    /** Milliseconds from the UUID epoch, 1582-10-15, to the Unix epoch. */
    private static final long UUID_EPOCH_MILLIS = -12_219_292_800_000L;

    private static final long UUID_TICKS_PER_MILLI = 10_000;

    private static final int SHARDS_MAX = 1000;

    /** Instants whose buckets must read back: with one and two digits a part, on both sides of a century. */
    private static final List<Instant> PROBES = List.of(
            Instant.parse("1999-11-09T07:00:00Z"),
            Instant.parse("2024-02-29T23:59:59Z"),
            Instant.parse("2030-10-31T10:00:00Z"));

    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d*");

    private static final Pattern FORM = Pattern.compile("([^#]+?)(?:#(\\d{1,4}))?");

    private final String text;
    private final DateTimeFormatter formatter;
    private final ChronoUnit unit;
    private final int shards;

    private BucketPattern(String text, DateTimeFormatter formatter, ChronoUnit unit, int shards) {
        this.text = text;
        this.formatter = formatter;
        this.unit = unit;
        this.shards = shards;
    }

    /**
     * Parses a pattern.
     *
     * @throws IllegalArgumentException if it is not made of y, M, d, H in this order without gaps, if its buckets cannot
     *     be read back, as with a year of two digits, or if it has a number of shards outside 1 to 1000
     */
    public static BucketPattern of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("is not a bucket pattern such as yyyy-MM or yyyy-MM-dd#16");
        }
        int shards = form.group(2) == null ? 1 : Integer.parseInt(form.group(2));
        if (shards < 1 || shards > SHARDS_MAX) {
            throw new IllegalArgumentException("must have 1 to " + SHARDS_MAX + " shards");
        }
        String pattern = form.group(1);
        var made = new BucketPattern(text, formatter(pattern), finestUnit(pattern), shards);
        if (!PROBES.stream().allMatch(made::readsBack)) {
            throw new IllegalArgumentException("makes buckets whose time cannot be told from their name");
        }
        return made;
    }

    /** Returns the bucket that an asset with this time-based id belongs to. */
    public String bucketOf(UUID assetId) {
        String time = bucketOf(createdAt(assetId));
        return shards == 1 ? time : time + "#" + shard(assetId);
    }

    /** Returns the bucket, shard aside, of an instant. */
    public String bucketOf(Instant instant) {
        return formatter.format(instant.atOffset(ZoneOffset.UTC));
    }

    /** Returns the creation time inside a time-based id, to the millisecond. */
    public static Instant createdAt(UUID assetId) {
        return Instant.ofEpochMilli(Math.floorDiv(assetId.timestamp(), UUID_TICKS_PER_MILLI) + UUID_EPOCH_MILLIS);
    }

    /**
     * Returns the first instant of a bucket, or empty when the bucket does not follow the pattern; such a bucket must
     * be read rather than left out, since tables outlive patterns.
     */
    public Optional<Instant> start(String bucket) {
        int mark = shards == 1 ? -1 : bucket.lastIndexOf('#');
        String time = mark < 0 ? bucket : bucket.substring(0, mark);
        try {
            Instant start = LocalDateTime.parse(time, formatter).toInstant(ZoneOffset.UTC);
            // A parser takes more than the pattern makes: it reads 2024-02-30 as the 29th.
            return bucketOf(start).equals(time) ? Optional.of(start) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Returns the first instant after a bucket, or empty when the bucket does not follow the pattern. */
    public Optional<Instant> end(String bucket) {
        return start(bucket).map(start -> LocalDateTime.ofInstant(start, ZoneOffset.UTC)
                .plus(1, unit)
                .toInstant(ZoneOffset.UTC));
    }

    /** Returns whether there are several shards, so that a bucket is more than a time. */
    public boolean hasShards() {
        return shards > 1;
    }

    /** Returns whether some buckets begin within a day. */
    public boolean isFinerThanDays() {
        return unit == ChronoUnit.HOURS;
    }

    /** Returns whether every bucket is a whole number as a database prints it. */
    public boolean makesNumbers() {
        return !hasShards() && PROBES.stream().map(this::bucketOf).allMatch(NUMBER.asMatchPredicate());
    }

    @Override
    public String toString() {
        return text;
    }

    private boolean readsBack(Instant instant) {
        String bucket = bucketOf(instant);
        Optional<Instant> start = start(bucket);
        Optional<Instant> end = end(bucket);
        return start.isPresent() && !instant.isBefore(start.get()) && end.isPresent() && instant.isBefore(end.get());
    }

    private String shard(UUID assetId) {
        int width = Integer.toString(shards - 1).length();
        return String.format(Locale.ROOT, "%0" + width + "d", Math.floorMod(assetId.hashCode(), shards));
    }

    private static DateTimeFormatter formatter(String pattern) {
        try {
            return new DateTimeFormatterBuilder()
                    .appendPattern(pattern)
                    .parseDefaulting(ChronoField.MONTH_OF_YEAR, 1)
                    .parseDefaulting(ChronoField.DAY_OF_MONTH, 1)
                    .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
                    .toFormatter(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is not a date pattern: " + e.getMessage(), e);
        }
    }

    private static ChronoUnit finestUnit(String pattern) {
        String letters =
                pattern.replaceAll("'[^']*'", "").replaceAll("[^A-Za-z]", "").replaceAll("(.)\\1+", "$1");
        return switch (letters) {
            case "y" -> ChronoUnit.YEARS;
            case "yM" -> ChronoUnit.MONTHS;
            case "yMd" -> ChronoUnit.DAYS;
            case "yMdH" -> ChronoUnit.HOURS;
            default ->
                throw new IllegalArgumentException("must name year, month, day and hour in this order, without gaps");
        };
    }
}
