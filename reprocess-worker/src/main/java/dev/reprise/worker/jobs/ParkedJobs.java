package dev.reprise.worker.jobs;

import dev.reprise.common.job.JobBrief;
import dev.reprise.common.job.JobStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs whose events a task must not process now: those that are paused, those whose events this worker has refused a
 * short while ago, and those it does not know yet.
 *
 * <p>Threading: confined to one stream thread. Bound: one entry for each job that is refused or unknown.
 */
public final class ParkedJobs {

    /**
     * A refusal pauses the job, and resuming it ends the refusal. Should the pause never have been seen here, the events
     * are tried again after this, and refused again loudly.
     */
    private static final Duration TRIED_AGAIN_AFTER = Duration.ofSeconds(10);

    /**
     * The record of a job and its first events race through different topics, and a worker's view of the jobs may be late.
     * After this an unknown job is looked for in the topic itself.
     */
    private static final Duration LOOKED_FOR_AFTER = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(ParkedJobs.class);

    private final Jobs jobs;
    private final LongSupplier nanoTime;
    private final Map<String, Refusal> refusals = new HashMap<>();
    private final Map<String, Long> lookedForAtNanos = new HashMap<>();

    private record Refusal(String reason, long endsAtNanos) {}

    /** Creates the view of one task that has refused nothing yet. */
    public ParkedJobs(Jobs jobs, LongSupplier nanoTime) {
        this.jobs = jobs;
        this.nanoTime = nanoTime;
    }

    /** Returns whether the events of a job have to wait. One that is over is not parked. */
    public boolean isParked(String job) {
        Optional<JobStatus> state = jobs.find(job).map(JobBrief::state);
        if (state.isEmpty()) {
            return isAwaited(job);
        }
        if (!lookedForAtNanos.isEmpty() && lookedForAtNanos.remove(job) != null) {
            LOG.info("event=job-known job={}", job);
        }
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

    private void lookForLater(String job) {
        lookedForAtNanos.put(job, nanoTime.getAsLong() + LOOKED_FOR_AFTER.toNanos());
    }

    private boolean isAwaited(String job) {
        Long at = lookedForAtNanos.get(job);
        if (at == null) {
            LOG.info("event=job-awaited job={} means=\"its events are parked until its record arrives\"", job);
            lookForLater(job);
            return true;
        }
        return nanoTime.getAsLong() - at < 0;
    }

    /** Notes that a job was looked for in vain and may exist all the same. */
    public void await(String job) {
        LOG.warn("event=job-unknown job={} means=\"it may exist, so its events stay parked\"", job);
        lookForLater(job);
    }

    /** Forgets a job that does not exist, and of which no events are left: should more come, it is looked for again. */
    public void forget(String job) {
        lookedForAtNanos.remove(job);
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
