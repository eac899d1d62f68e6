package dev.reprise.idproducer.production;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The latest latencies of the canary, and the 99th percentile that follows from a few of them.
 *
 * <p>A second is as slow as the slowest request that was under way in it: of 40 requests, that is the 98th percentile in the mean. Seconds
 * are bad for many reasons that are not the job, such as a garbage collection or a look at the database by somebody else. So the
 * median of the last five seconds counts: two bad seconds of five change nothing, and three tell of harm. When one second of ten is bad
 * whatever the job does, three of five are so in 0.9 % of all cases. When one request of five hundred is slower than the target, this
 * is a false alarm in 0.4 % of all cases; when it is one of twenty, it is noticed in 98 %.
 *
 * <p>Threading: immutable.
 *
 * @param samples in the order of their time
 */
record Latencies(List<Sample> samples) implements Reading {

    /** What is older says nothing of now. */
    static final int SECONDS = 5;

    /** With fewer, one bad second would be the median. */
    static final int SECONDS_MIN = 3;

    /**
     * What a rate is steered to, as a part of the target. A p99 that is at its target is above it in every second second. In the
     * simulation of {@code ProductionPriorityTest}, 1 gives 62 % of the seconds below the target, 0.8 gives 80 %, 0.65 gives 92 %, and 0.55
     * gives 95 %, with 0.76 of the events that the database could take.
     */
    private static final double AIM = 0.55;

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

    /** Returns the 99th percentile of the whole seconds since then; empty while there are too few. */
    Optional<Long> p99Nanos(Instant since) {
        if (samples.isEmpty()) {
            return Optional.empty();
        }
        Instant now = samples.get(samples.size() - 1).at();
        long seconds = Math.min(SECONDS, Duration.between(since, now).toSeconds());
        if (seconds < SECONDS_MIN) {
            return Optional.empty();
        }
        long[] slowest = new long[(int) seconds];
        for (Sample sample : samples) {
            Duration age = Duration.between(sample.at(), now);
            long began = Math.min(seconds - 1, age.plusNanos(sample.nanos()).toSeconds());
            // The clock may have been set back meanwhile.
            for (int second = (int) Math.max(0, age.toSeconds()); second <= began; second++) {
                slowest[second] = Math.max(slowest[second], sample.nanos());
            }
        }
        long[] measured =
                LongStream.of(slowest).filter(nanos -> nanos > 0).sorted().toArray();
        return measured.length < SECONDS_MIN ? Optional.empty() : Optional.of(measured[measured.length / 2]);
    }

    private static String millis(long nanos) {
        double millis = nanos / NANOS_PER_MILLI;
        return String.format(Locale.ROOT, millis < WHOLE_MILLIS_FROM ? "%.1f ms" : "%.0f ms", millis);
    }
}
