package dev.reprise.worker.load;

import dev.reprise.common.job.JobBrief;
import dev.reprise.common.job.JobStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The jobs whose events a task must not process now: those that are paused, and those whose events this worker has
 * refused a short while ago.
 *
 * <p>Threading: confined to one stream thread. Bound: one entry for each job that is refused.
 */
public final class HeldJobs {

    /**
     * A refusal pauses the job, and resuming it ends the refusal. Should the pause never have been seen here, the events
     * are tried again after this, and refused again loudly.
     */
    private static final Duration TRIED_AGAIN_AFTER = Duration.ofSeconds(10);

    private final Jobs jobs;
    private final LongSupplier nanoTime;
    private final Map<String, Refusal> refusals = new HashMap<>();

    private record Refusal(String reason, long endsAtNanos) {}

    /** Creates the view of one task that has refused nothing yet. */
    public HeldJobs(Jobs jobs, LongSupplier nanoTime) {
        this.jobs = jobs;
        this.nanoTime = nanoTime;
    }

    /** Returns whether the events of a job have to wait. One that is unknown or over is not held. */
    public boolean isHeld(String job) {
        Optional<JobStatus> state = jobs.find(job).map(JobBrief::state);
        boolean paused = state.isPresent() && state.get() == JobStatus.PAUSED;
        Refusal refusal = refusals.get(job);
        if (refusal == null) {
            return paused;
        }
        boolean over = state.isPresent() && state.get().isFinal();
        if (paused || over || nanoTime.getAsLong() - refusal.endsAtNanos() >= 0) {
            refusals.remove(job);
            return paused;
        }
        return true;
    }

    /** Notes that events of a job must not be processed here, and why. */
    public void refuse(String job, String reason) {
        refusals.put(job, new Refusal(reason, nanoTime.getAsLong() + TRIED_AGAIN_AFTER.toNanos()));
    }

    /** Returns why events of a job are refused; empty when they are not. */
    public Optional<String> refusal(String job) {
        return Optional.ofNullable(refusals.get(job)).map(Refusal::reason);
    }
}
