package dev.reprise.idproducer.jobs;

import dev.reprise.common.job.JobStatus;
import dev.reprise.idproducer.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A job the coordinator still has to do with: its record, its tally, and what is only worth keeping in memory.
 *
 * <p>Threading: confined to the coordinator's thread.
 */
final class ActiveJob {

    /** Emitters and workers have reported what they still held of a cancelled job long before this. */
    private static final Duration LEFTOVERS_WITHIN = Duration.ofSeconds(10);

    /** A job under way is heard of every second; a retry that lasts longer than this is told. */
    private static final Duration UNHEARD_TOLD_AFTER = Duration.ofMinutes(1);

    JobRecord job;
    final Tally tally;

    /** The plan being made, when one is. */
    @Nullable
    CompletableFuture<Plan> planning;

    /** Whether counts have changed since they were published. */
    boolean dirty;

    Instant publishedAt;

    /** Since when nothing is left to process and nothing is reported. */
    Instant quietSince;

    /** When a source has reported last, or the job was resumed. */
    private Instant heardAt;

    ActiveJob(JobRecord job, Tally tally, Instant now) {
        this.job = job;
        this.tally = tally;
        this.publishedAt = now;
        this.quietSince = now;
        this.heardAt = now;
    }

    /** Takes in that a source has reported, or that the job goes on. */
    void heard(Instant now) {
        quietSince = now;
        heardAt = now;
    }

    /** Lets it be published when no source has reported for so long that a person should know, and when that is over. */
    void noteSilence(Instant now) {
        boolean isUnheard = now.isAfter(heardAt.plus(UNHEARD_TOLD_AFTER));
        dirty |= tally.noteSilence(isUnheard && job.phase().status().emits());
    }

    /**
     * Returns whether nothing has been left to process, and nothing reported, for too long.
     *
     * @param lag events that workers have still to process, over all jobs
     * @param silenceMax how long is too long
     */
    boolean isSilent(long lag, Instant now, Duration silenceMax) {
        // What workers keep back is no lag; they may be away, and will take it up when they are there again.
        if (lag > 0 || tally.setAside() > 0) {
            quietSince = now;
        }
        return now.isAfter(quietSince.plus(silenceMax));
    }

    /** Returns whether what an ended job still had in the topic may still be counted. */
    boolean mayStillCount(Phase.Ended ended, Instant now) {
        boolean waitsForLeftovers =
                ended.status() == JobStatus.CANCELLED && now.isBefore(ended.at().plus(LEFTOVERS_WITHIN));
        boolean mayBalance =
                ended.status() != JobStatus.FAILED && !tally.counts().balanced();
        return waitsForLeftovers || mayBalance;
    }
}
