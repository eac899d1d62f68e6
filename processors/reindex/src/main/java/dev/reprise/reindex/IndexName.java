package dev.reprise.reindex;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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

    /** Returns the index of an asset. */
    public String of(UUID assetId) {
        return isByTime() ? at(Instant.ofEpochMilli((assetId.timestamp() - UUID_EPOCH) / TICKS_PER_MILLI)) : text;
    }

    private String at(Instant time) {
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
