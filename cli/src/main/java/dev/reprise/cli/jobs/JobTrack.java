package dev.reprise.cli.jobs;

import dev.reprise.common.job.Job;
import dev.reprise.common.job.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/**
 * The last seconds of one job, from which its present rates follow.
 *
 * <p>Threading: one thread. Memory is the states of {@link #WINDOW}, of which there are two a second.
 */
final class JobTrack {

    /** Long enough to smooth commits of a second or two, short enough to feel a throttle. */
    private static final Duration WINDOW = Duration.ofSeconds(10);

    /** States come twice a second while anything moves; after this silence the last rate says nothing. */
    private static final Duration NEWS_WITHIN = Duration.ofSeconds(15);

    /** Two states closer than this give a rate of chance. */
    private static final Duration SPAN_MIN = Duration.ofMillis(900);

    private final Deque<Job> recent = new ArrayDeque<>();
    private final SliceSizes sizes = new SliceSizes();

    /** Takes in a newer state. */
    void add(Job job) {
        recent.addLast(job);
        Instant oldest = job.updatedAt().minus(WINDOW);
        while (recent.getFirst().updatedAt().isBefore(oldest)) {
            recent.removeFirst();
        }
    }

    /** Takes in newer totals of a slice. */
    void add(Progress slice) {
        sizes.add(slice);
    }

    /** Returns whether any state was seen. */
    boolean isKnown() {
        return !recent.isEmpty();
    }

    /**
     * Returns where the job stands; only when it {@link #isKnown}.
     *
     * @param now tells old news from new ones
     */
    JobReading read(Instant now) {
        Job job = recent.getLast();
        Extent extent = Extent.of(job, sizes);
        Duration silence = Duration.between(job.updatedAt(), now);
        boolean silent = job.state().emits() && silence.compareTo(NEWS_WITHIN) > 0;
        if (silent) {
            return new JobReading(
                    job, extent, new JobReading.Pace(OptionalDouble.of(0), OptionalDouble.of(0)), silence);
        }
        var pace = new JobReading.Pace(eventsPerSecond(job), extentPerSecond(job));
        return new JobReading(job, extent, pace, Duration.ZERO);
    }

    private OptionalDouble eventsPerSecond(Job job) {
        Job first = recent.getFirst();
        return perSecond(first, job, job.counts().processed() - first.counts().processed());
    }

    /** Within the round under way: the next one counts something else. */
    private OptionalDouble extentPerSecond(Job job) {
        Job first = recent.stream()
                .filter(one -> one.round() == job.round() && one.state() == job.state())
                .findFirst()
                .orElse(job);
        long done = Extent.of(job, sizes).done() - Extent.of(first, sizes).done();
        return perSecond(first, job, done);
    }

    private static OptionalDouble perSecond(Job first, Job last, long done) {
        Duration span = Duration.between(first.updatedAt(), last.updatedAt());
        return !last.state().emits() || span.compareTo(SPAN_MIN) < 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.max(0, done) * 1000.0 / span.toMillis());
    }
}
