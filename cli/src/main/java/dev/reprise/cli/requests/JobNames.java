package dev.reprise.cli.requests;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.IntUnaryOperator;

/**
 * Makes ids for jobs whose users give none. The end is random: two jobs posted within one second under one id would be
 * taken for one.
 *
 * <p>Threading: as its source of randomness.
 */
public final class JobNames {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int SUFFIX_BOUND = 36 * 36 * 36;
    private static final int SUFFIX_LENGTH = 3;

    /** What is left of 63 characters by the time and the suffix, and the dashes before them. */
    private static final int STEM_LENGTH_MAX = 63 - 16 - 4;

    private final InstantSource clock;
    private final IntUnaryOperator random;

    /**
     * Creates the maker.
     *
     * @param random gives a number from 0 below the given bound
     */
    public JobNames(InstantSource clock, IntUnaryOperator random) {
        this.clock = clock;
        this.random = random;
    }

    /**
     * Makes an id.
     *
     * @param about what a person should know it by, such as {@code movie-v2}
     */
    public String next(String about) {
        String stem =
                about.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String start = stem.isEmpty() ? "job" : stem.substring(0, Math.min(STEM_LENGTH_MAX, stem.length()));
        String suffix = Integer.toString(random.applyAsInt(SUFFIX_BOUND), Character.MAX_RADIX);
        return start + "-" + TIME.format(clock.instant()) + "-" + "0".repeat(SUFFIX_LENGTH - suffix.length()) + suffix;
    }
}
