package dev.reprise.cli.jobs;

import dev.reprise.cli.text.Words;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Where a job stands, in three separate answers: its state and progress, the reason for its pace, and the time left.
 *
 * <p>Threading: immutable.
 *
 * @param job its last state
 * @param extent how much of the round is done
 * @param pace how fast it is now
 * @param silence how long nothing was heard of a job that should be moving; zero when it is
 */
public record JobReading(Job job, Extent extent, Pace pace, Duration silence) {

    /** Nothing is foretold before one of the two is reached. */
    private static final double FORETOLD_FROM_SHARE = 0.01;

    private static final Duration FORETOLD_FROM_TIME = Duration.ofSeconds(60);

    /** Whoever goes at nine tenths of a limit is held by it; commits come in steps. */
    private static final double AT_LIMIT_SHARE = 0.9;

    /** A queue this long feeds the workers for about a second; they are what the job waits for. */
    private static final long QUEUE_MIN = 1_000;

    /**
     * How fast a job is, as far as known.
     *
     * @param eventsPerSecond events that come to their outcome
     * @param extentPerSecond what the extent counts
     */
    record Pace(OptionalDouble eventsPerSecond, OptionalDouble extentPerSecond) {}

    /** Returns the share of the round that is done, 0 to 1; 1 only for a completed job; empty when nobody knows. */
    public OptionalDouble share() {
        return switch (job.state()) {
            case COMPLETED, COMPLETED_WITH_FAILURES -> OptionalDouble.of(1);
            case CANCELLED, FAILED, PLANNING, SWITCHING -> OptionalDouble.empty();
            case RUNNING, PAUSED, VERIFYING -> extent.share();
        };
    }

    /** Returns how fast events come to their outcome; empty when the job does not run, or is too young to tell. */
    public OptionalDouble eventsPerSecond() {
        return pace.eventsPerSecond();
    }

    /** Returns when the round will be done at the present pace; empty when that would be guessing. */
    public Optional<Duration> timeLeft() {
        OptionalDouble perSecond = pace.extentPerSecond();
        boolean foretold = share().orElse(0) >= FORETOLD_FROM_SHARE || elapsed().compareTo(FORETOLD_FROM_TIME) >= 0;
        long left = extent.left().orElse(0);
        if (!job.state().emits() || !foretold || left == 0 || perSecond.orElse(0) <= 0) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis(Math.round(left * 1000.0 / perSecond.getAsDouble())));
    }

    /** Returns how long the job has been known, until its end. */
    public Duration elapsed() {
        return Duration.between(job.startedAt(), job.endedAt() == null ? job.updatedAt() : job.endedAt());
    }

    /** Returns why the job is where it is, or goes as fast as it does; empty when there is nothing to say. */
    public Optional<String> reason() {
        if (job.message() != null) {
            return Optional.of(job.message());
        }
        if (!silence.isZero()) {
            return Optional.of("nothing was heard of it for " + Words.duration(silence));
        }
        return job.state().emits() ? brake() : Optional.empty();
    }

    /** What the job would be faster without. */
    private Optional<String> brake() {
        Integer limit = job.eventsPerSecond();
        if (limit != null && eventsPerSecond().orElse(0) >= AT_LIMIT_SHARE * limit) {
            return Optional.of("throttled to " + Words.number(limit) + "/s by its rate limit");
        }
        long queue = job.counts().emitted() - job.counts().processed();
        boolean emitting = job.slices().done() < job.slices().planned();
        if (emitting && queue >= Math.max(QUEUE_MIN, eventsPerSecond().orElse(0))) {
            return Optional.of("throttled by the workers, " + Words.number(queue) + " events behind");
        }
        if (job.state() == JobStatus.VERIFYING) {
            String what = job.pinned().isCompared() ? "differs" : "is still below the target";
            return Optional.of(String.format(Locale.ROOT, "round %d looks for what %s", job.round(), what));
        }
        return Optional.empty();
    }
}
