package dev.reprise.workload.sample;

import dev.reprise.assets.BucketPattern;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Which sample is wanted. The same specification always makes the same assets, to the byte.
 *
 * <p>Threading: immutable.
 *
 * @param assets how many, 1 to {@link #ASSETS_MAX}
 * @param seed which of the possible samples; ids of different seeds are mostly different too
 * @param buckets how buckets follow from ids
 * @param derivedBytesMin least size of the payload of a poster, trailer or subtitle in bytes, reached by a longer
 *     credit line; 0 leaves them as they are, about 150 bytes. Movies are real and keep their size, 436 bytes on average
 * @param from first instant at which an asset may have been created
 * @param to first instant after the sample; at least a second an asset behind {@code from}
 */
public record SampleSpec(long assets, long seed, BucketPattern buckets, int derivedBytesMin, Instant from, Instant to) {

    private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");

    private static final Instant TO = Instant.parse("2024-01-01T00:00:00Z");

    /** Keeps more than a second between the creation times of two assets. */
    public static final long ASSETS_MAX = 100_000_000;

    private static final int PAYLOAD_BYTES_MAX = 1024 * 1024;

    public SampleSpec {
        Objects.requireNonNull(buckets, "buckets");
        if (assets < 1 || assets > ASSETS_MAX) {
            throw new IllegalArgumentException("assets must lie between 1 and " + ASSETS_MAX + ", not " + assets);
        }
        if (derivedBytesMin < 0 || derivedBytesMin > PAYLOAD_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "derivedBytesMin must lie between 0 and " + PAYLOAD_BYTES_MAX + ", not " + derivedBytesMin);
        }
        if (Duration.between(from, to).toSeconds() < assets) {
            throw new IllegalArgumentException(
                    "from " + from + " to " + to + " is less than a second for each of " + assets + " assets");
        }
    }

    /** Makes a sample of the years 2020 to 2023. */
    public SampleSpec(long assets, long seed, BucketPattern buckets, int derivedBytesMin) {
        this(assets, seed, buckets, derivedBytesMin, FROM, TO);
    }

    /** Returns the same sample in another time: samples whose times do not meet have no id in common. */
    public SampleSpec createdBetween(Instant first, Instant end) {
        return new SampleSpec(assets, seed, buckets, derivedBytesMin, first, end);
    }

    /** Returns the sample of this size with monthly buckets, no padding, and the seed of the demo. */
    public static SampleSpec ofAssets(long assets) {
        return new SampleSpec(assets, 1, BucketPattern.of("yyyy-MM"), 0);
    }
}
