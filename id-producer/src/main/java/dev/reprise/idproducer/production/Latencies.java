package dev.reprise.idproducer.production;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The latest latencies of the canary, and the 99th percentile that follows from a few of them.
 *
 * <p>A hundred samples and less have no 99th percentile but their maximum, and one slow request is often a pause of our own
 * process. So the slowest sample does not count, and the nearest rank is taken among all: of up to 100 samples the second
 * slowest, of up to 200 the third. When one request of a hundred is slower than the target, two of 60 are so in 12 % of
 * all cases; when it is one of five hundred, in 0.7 %; when it is one of twenty, in 80 %. So a false alarm is rare, and costs a part
 * of the rate for some seconds. And a job that does harm is noticed by the samples of two or three seconds.
 *
 * <p>Threading: immutable.
 *
 * @param samples in the order of their time
 */
record Latencies(List<Sample> samples) implements Reading {

    /** With fewer, even the second slowest says little: nothing is concluded. */
    static final int SAMPLES_MIN = 20;

    /**
     * What a rate is steered to, as a part of the target. A p99 that is at its target is above it in every second second. In the
     * simulation of {@code ProductionPriorityTest}, 1 gave 63 % of the seconds below the target, 0.8 gave 87 % and 0.65 gives 96 %, with
     * 0.82 of the events that the database could take.
     */
    private static final double AIM = 0.65;

    private static final int HUNDRED = 100;
    private static final double NANOS_PER_MILLI = 1e6;

    /** A latency below it needs its fraction, to be compared with a target of a few milliseconds. */
    private static final double WHOLE_MILLIS_FROM = 10;

    /**
     * A request and how long it took.
     *
     * @param at when it was over
     */
    record Sample(Instant at, long nanos) {}

    Latencies {
        samples = List.copyOf(samples);
    }

    @Override
    public Verdict judge(@Nullable Duration p99Max, Instant since) {
        if (p99Max == null) {
            return Verdict.FREE;
        }
        String target = ", target " + millis(p99Max.toNanos());
        return p99Nanos(since)
                .map(nanos ->
                        Verdict.of(nanos / (AIM * p99Max.toNanos()), "production's p99 is " + millis(nanos) + target))
                .orElseGet(() -> Verdict.stay("production's p99 "
                        + p99Nanos(Instant.EPOCH)
                                .map(nanos -> "was " + millis(nanos))
                                .orElse("is being measured")
                        + target));
    }

    /** Returns the 99th percentile of what was measured since then; empty while there is too little. */
    Optional<Long> p99Nanos(Instant since) {
        long[] sorted = samples.stream()
                .filter(sample -> !sample.at().isBefore(since))
                .mapToLong(Sample::nanos)
                .sorted()
                .toArray();
        if (sorted.length < SAMPLES_MIN) {
            return Optional.empty();
        }
        int slower = (sorted.length + HUNDRED - 1) / HUNDRED;
        return Optional.of(sorted[sorted.length - 1 - slower]);
    }

    private static String millis(long nanos) {
        double millis = nanos / NANOS_PER_MILLI;
        return String.format(Locale.ROOT, millis < WHOLE_MILLIS_FROM ? "%.1f ms" : "%.0f ms", millis);
    }
}
