package dev.reprise.idproducer.jobs;

import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Progress;
import dev.reprise.common.topic.EventQueue;
import dev.reprise.idproducer.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A job the coordinator still has to do with: its record, its ledger, and what is only worth keeping in memory.
 *
 * <p>Threading: confined to the coordinator's thread.
 */
final class ActiveJob {

    /** Emitters and workers have reported what they still held of a cancelled job long before this. */
    private static final Duration LEFTOVERS_WITHIN = Duration.ofSeconds(10);

    /** A job under way is heard of every second; a retry that lasts longer than this is told. */
    private static final Duration UNHEARD_TOLD_AFTER = Duration.ofMinutes(1);

    JobRecord job;
    final JobLedger ledger;

    /** The plan being made, when one is. */
    @Nullable
    CompletableFuture<Plan> planning;

    /** Whether counts have changed since they were published. */
    boolean dirty;

    Instant publishedAt;

    /** Since when the workers are past the job's events and nothing is reported. */
    private Instant quietSince;

    /** When a source has reported last, or silence was last counted anew. */
    private Instant heardAt;

    /** Number of the measurement of the queue that is certain to hold all that the job has emitted. */
    private long measuredFrom;

    /** That measurement; {@code null} before it is made. */
    private @Nullable EventQueue emittedInto;

    ActiveJob(JobRecord job, JobLedger ledger, EventQueue queue, Instant now) {
        this.job = job;
        this.ledger = ledger;
        this.publishedAt = now;
        this.quietSince = now;
        this.heardAt = now;
        emitsInto(queue, now);
    }

    /** Takes in newer totals of a source. */
    void reported(@Nullable Progress before, Progress totals, EventQueue queue, Instant now) {
        ledger.replace(before, totals);
        dirty = true;
        heardAt = now;
        long emittedBefore = before == null ? 0 : before.counts().emitted();
        if (totals.counts().emitted() != emittedBefore) {
            emitsInto(queue, now);
        } else if (!totals.equals(before)) {
            quietSince = now;
        }
    }

    /** Counts silence from now: the job goes on, or it ends with events still in the topic. */
    void countSilenceFrom(EventQueue queue, Instant now) {
        heardAt = now;
        emitsInto(queue, now);
    }

    /** Lets it be published when no source has reported for so long that a person should know, and when that is over. */
    void noteSilence(Instant now) {
        boolean isUnheard = now.isAfter(heardAt.plus(UNHEARD_TOLD_AFTER));
        dirty |= ledger.noteSilence(isUnheard && job.phase().status().emits());
    }

    /**
     * Notes that the job has emitted, or may have. The newest measurement was made before, and the next one may have begun
     * before: the one after it finds all of these events in the queue.
     */
    private void emitsInto(EventQueue queue, Instant now) {
        quietSince = now;
        measuredFrom = queue.number() + 2;
        emittedInto = null;
    }

    /**
     * Returns whether the workers have been past all events of the job, and nothing was reported of it, for too long.
     * Events of other jobs before those of this one are waited for, those behind them are not.
     *
     * @param queue as it was last measured
     * @param silenceMax how long is too long
     */
    boolean isSilent(EventQueue queue, Instant now, Duration silenceMax) {
        if (emittedInto == null && queue.number() >= measuredFrom) {
            emittedInto = queue;
        }
        // Workers that keep events back may be away, and will take them up when they are there again; of a job that is
        // over they would only drop them.
        boolean isKeptBack = ledger.parked() > 0 && job.phase() instanceof Phase.Open;
        if (isKeptBack || emittedInto == null || !queue.hasPassed(emittedInto)) {
            quietSince = now;
        }
        return now.isAfter(quietSince.plus(silenceMax));
    }

    /** Returns whether what an ended job still had in the topic is to be waited for. */
    boolean mayStillCount(Phase.Ended ended, EventQueue queue, Instant now, Duration silenceMax) {
        if (ended.status() == JobStatus.CANCELLED && now.isBefore(ended.at().plus(LEFTOVERS_WITHIN))) {
            return true;
        }
        return ended.status() != JobStatus.FAILED && !ledger.counts().balanced() && !isSilent(queue, now, silenceMax);
    }
}
