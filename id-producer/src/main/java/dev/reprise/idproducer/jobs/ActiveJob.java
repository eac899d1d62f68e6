package dev.reprise.idproducer.jobs;

import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Progress;
import dev.reprise.common.request.Mode;
import dev.reprise.common.topic.EventQueue;
import dev.reprise.idproducer.plan.Plan;
import dev.reprise.idproducer.production.ProductionPriority;
import dev.reprise.idproducer.production.ProductionTerms;
import dev.reprise.idproducer.scale.Demand;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
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

    final JobLedger ledger;

    private JobRecord job;

    /** The plan being made, when one is. */
    private @Nullable CompletableFuture<Plan> planning;

    /** What the processor does once, while it is under way. */
    private @Nullable CompletableFuture<JobEnd.Result> concluding;

    /** Whether counts have changed since they were published. */
    private boolean dirty;

    private Instant publishedAt;

    /** Since when the job is in its state, as far as this instance has seen. */
    private Instant stateSince;

    /** Since when the workers are past the job's events and nothing is reported. */
    private Instant quietSince;

    /** When a source has reported last, or silence was last counted anew. */
    private Instant heardAt;

    /** Number of the measurement of the queue that is certain to hold all that the job has emitted. */
    private long measuredFrom;

    /** That measurement; {@code null} before it is made. */
    private @Nullable EventQueue emittedInto;

    ActiveJob(JobRecord job, JobLedger ledger, Moment at) {
        this.job = job;
        this.ledger = ledger;
        this.publishedAt = at.now();
        this.stateSince = at.now();
        this.quietSince = at.now();
        this.heardAt = at.now();
        emitsInto(at);
    }

    JobRecord job() {
        return job;
    }

    /** Goes over to another state. */
    void becomes(JobRecord next, Moment at) {
        if (next.state() != job.state()) {
            stateSince = at.now();
        }
        job = next;
    }

    /** Returns how the job stands. */
    JobStanding standing(Moment at) {
        return new JobStanding(
                job.published(ledger, at.now()),
                stateSince,
                job.state().emits() ? ledger.heldUpBy() : JobStanding.HeldUpBy.NOTHING,
                ErrorBudget.used(job, ledger.counts()),
                ledger.parked());
    }

    /** Returns the plan that is being made; begins one where none is. */
    CompletableFuture<Plan> plan(Supplier<CompletableFuture<Plan>> begun) {
        if (planning == null) {
            planning = begun.get();
        }
        return planning;
    }

    /** Returns the conclusion that is under way; begins one where none is. */
    CompletableFuture<JobEnd.Result> conclusion(Supplier<CompletableFuture<JobEnd.Result>> begun) {
        if (concluding == null) {
            concluding = begun.get();
        }
        return concluding;
    }

    /** The next plan is made anew, and the next step of a conclusion; a plan that is under way stops reading. */
    void forgetPlan() {
        if (planning != null) {
            planning.cancel(false);
        }
        planning = null;
        concluding = null;
    }

    /** Something has changed that is still to be published. */
    void touch() {
        dirty = true;
    }

    boolean hasNews() {
        return dirty;
    }

    /** Returns whether something is to be published, and the last time is long enough ago. */
    boolean isToBePublished(Moment at, Duration interval) {
        return dirty && !at.now().isBefore(publishedAt.plus(interval));
    }

    void published(Moment at) {
        dirty = false;
        publishedAt = at.now();
    }

    /** Takes in newer totals of a source. */
    void reported(@Nullable Progress before, Progress totals, Moment at) {
        ledger.replace(before, totals);
        dirty = true;
        heardAt = at.now();
        long emittedBefore = before == null ? 0 : before.counts().emitted();
        if (totals.counts().emitted() != emittedBefore) {
            emitsInto(at);
        } else if (!totals.equals(before)) {
            quietSince = at.now();
        }
    }

    /** Returns what it means for the job when one of its slices cannot go on. */
    String unservedBySlice() {
        return isSynchronous() ? "its assets cannot be processed: " : "its assets cannot be selected: ";
    }

    private boolean isSynchronous() {
        return job.request().mode() == Mode.SYNCHRONOUS;
    }

    /** Counts silence from now: the job goes on, or it ends with events still in the topic. */
    void countSilenceFrom(Moment at) {
        heardAt = at.now();
        emitsInto(at);
    }

    /** Returns what it asks of the workers. */
    Demand demand() {
        Phase phase = job.phase();
        if (isSynchronous()) {
            return Demand.NONE;
        }
        // Of a job that is over, workers only take off the topic what is left there.
        long open = phase instanceof Phase.Active
                ? ledger.counts().emitted() - ledger.counts().processed()
                : 0;
        boolean isSlowed = ledger.throttledBy() != null;
        return phase instanceof Phase.Paused ? Demand.NONE : new Demand(true, open, toEmit(phase), isSlowed);
    }

    /** Only the first round emits much. */
    private OptionalLong toEmit(Phase phase) {
        if (!(phase instanceof Phase.Active active) || active.scan().round() > 1) {
            return OptionalLong.of(0);
        }
        long emitted = ledger.counts().emitted();
        Long assets = active.assets();
        if (assets != null) {
            return OptionalLong.of(Math.max(0, assets - emitted));
        }
        int done = ledger.slicesDone();
        return done == 0
                ? OptionalLong.empty()
                : OptionalLong.of(emitted * Math.max(0, active.planned() - done) / done);
    }

    /**
     * Looks at what nobody reports of a job: that no source has been heard of for so long that a person should know, and how
     * production fares beside it. What is new is published; a new rate at once, since production waits for it.
     */
    void look(Moment at, ProductionTerms terms) {
        boolean isUnheard = at.now().isAfter(heardAt.plus(UNHEARD_TOLD_AFTER));
        dirty |= ledger.noteSilence(isUnheard && job.phase().status().emits());
        ProductionPriority before = ledger.priority();
        var now = new ProductionPriority.JobNow(
                job.request().limits(), job.phase().activity(), ledger.counts().emitted());
        ProductionPriority after = before.next(at.production(), terms, now, at.now());
        ledger.holdTo(after);
        dirty |= after.differs(before);
        if (!Objects.equals(after.heldTo(), before.heldTo())) {
            publishedAt = Instant.EPOCH;
        }
    }

    /**
     * Notes that the job has emitted, or may have. The newest measurement was made before, and the next one may have begun
     * before: the one after it finds all of these events in the queue.
     */
    private void emitsInto(Moment at) {
        quietSince = at.now();
        measuredFrom = at.queue().number() + 2;
        emittedInto = null;
    }

    /**
     * Returns whether the workers have been past all events of the job, and nothing was reported of it, for too long.
     * Events of other jobs before those of this one are waited for, those behind them are not.
     *
     * @param silenceMax how long is too long
     */
    boolean isSilent(Moment at, Duration silenceMax) {
        if (emittedInto == null && at.queue().number() >= measuredFrom) {
            emittedInto = at.queue();
        }
        // Workers that keep events back may be away, and will take them up when they are there again; of a job that is
        // over they would only drop them.
        boolean isKeptBack = ledger.parked() > 0 && job.phase() instanceof Phase.Open;
        if (isKeptBack || emittedInto == null || !at.queue().hasPassed(emittedInto)) {
            quietSince = at.now();
        }
        return at.now().isAfter(quietSince.plus(silenceMax));
    }

    /** Returns whether what an ended job still had in the topic is to be waited for. */
    boolean mayStillCount(Phase.Ended ended, Moment at, Duration silenceMax) {
        if (ended.status() == JobStatus.CANCELLED
                && at.now().isBefore(ended.at().plus(LEFTOVERS_WITHIN))) {
            return true;
        }
        return ended.status() != JobStatus.FAILED && !ledger.counts().balanced() && !isSilent(at, silenceMax);
    }
}
