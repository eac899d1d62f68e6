package dev.reprise.idproducer.jobs;

import dev.reprise.common.async.Begun;
import dev.reprise.common.async.Finished;
import dev.reprise.common.job.AuditEntry;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Progress;
import dev.reprise.common.job.Slice;
import dev.reprise.idproducer.plan.Conclusion;
import dev.reprise.idproducer.plan.Plan;
import dev.reprise.idproducer.plan.Planner;
import dev.reprise.idproducer.scale.Demand;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads every job from its plan through its rounds to its end, and is the only writer of {@code reprocess-jobs}. All
 * jobs are led by one instance, so that two jobs can be judged against each other.
 *
 * <p>A round is over when its slices are emitted, every event has its outcome, and every dead letter is noted where a
 * verification would look for it. A job is over when a verification finds nothing below the target, or when its rounds
 * are used up.
 *
 * <p>Threading: one thread, the one that gives the output its transaction.
 */
public final class Coordinator {

    private static final Logger LOG = LoggerFactory.getLogger(Coordinator.class);

    /** A plan that failed is tried again after this. */
    private static final Duration PLAN_AGAIN_AFTER = Duration.ofSeconds(2);

    private final CoordinatorSettings settings;
    private final Planner planner;
    private final ToIntFunction<String> taskOfAffinityKey;
    private final CoordinatorOutput output;
    private final JobRegister register;
    private final JobEnd ends;

    /** Creates a coordinator of jobs that no processor finishes. */
    public Coordinator(
            CoordinatorSettings settings,
            Planner planner,
            ToIntFunction<String> taskOfAffinityKey,
            CoordinatorOutput output) {
        this(settings, planner, Conclusion.NONE, taskOfAffinityKey, output);
    }

    /**
     * Creates a coordinator that knows no job yet.
     *
     * @param conclusion finishes the jobs that are compared with the rows
     * @param taskOfAffinityKey number of the emitting task that holds the slices of a {@link Slice#affinityKey()}
     */
    public Coordinator(
            CoordinatorSettings settings,
            Planner planner,
            Conclusion conclusion,
            ToIntFunction<String> taskOfAffinityKey,
            CoordinatorOutput output) {
        this.settings = settings;
        this.planner = planner;
        this.taskOfAffinityKey = taskOfAffinityKey;
        this.output = output;
        this.register = new JobRegister(taskOfAffinityKey, output);
        this.ends = new JobEnd(settings, conclusion, register);
    }

    /** Takes a job up again after a restart; its totals follow by {@link #restore(Progress)}. */
    public void restore(StoredJob job, Moment at) {
        register.restore(job, at);
    }

    /** Returns a job that was accepted before, or {@code null}. */
    @Nullable
    StoredJob known(String job) {
        return register.known(job);
    }

    /** Lets a paused job go on; what has failed so far no longer counts against its budget. */
    void resume(JobRecord job, Phase.Paused paused, Moment at) {
        ActiveJob one = register.led(job.id());
        if (one != null) {
            long failed = one.ledger.counts().failed();
            one.countSilenceFrom(at);
            register.change(one, job.in(paused.resume(), null).forgiving(failed), at);
        }
    }

    /** Ends a job that is not over. */
    void end(JobRecord job, JobStatus status, @Nullable String why, Moment at) {
        ActiveJob one = register.led(job.id());
        if (one != null && job.phase() instanceof Phase.Open open) {
            one.forgetPlan();
            one.countSilenceFrom(at);
            Phase.Concluding concluding = open.concluding();
            // What is done once may be under way: it is found out before the job ends.
            Phase next = concluding == null
                    ? open.end(status, one.ledger.slicesDone(), at.now())
                    : concluding.cancel(String.valueOf(why), at.now());
            register.change(one, job.in(next, concluding == null ? ends.told(job, why) : why), at);
        }
    }

    /** Returns the jobs that may still write: a cancelled one does until its ledger is closed. */
    List<JobRecord> mayWrite() {
        return register.led().stream().map(one -> one.job()).toList();
    }

    CoordinatorSettings settings() {
        return settings;
    }

    /** Begins a job. */
    void accept(JobRecord job, Moment at) {
        register.accept(job, at);
    }

    /** Puts a job into another state, if it is still led. */
    void change(JobRecord job, Moment at) {
        ActiveJob one = register.led(job.id());
        if (one != null) {
            one.forgetPlan();
            register.change(one, job, at);
        }
    }

    /**
     * Takes in newer totals of a source.
     *
     * @param before what the source had reported before; {@code null} for nothing
     * @return whether the job is still led; the totals of another need not be kept
     */
    public boolean progress(@Nullable Progress before, Progress now, Moment at) {
        ActiveJob one = register.led(now.job());
        if (one == null) {
            return false;
        }
        one.reported(before, now, at);
        Progress.Parked parked = now.parked();
        if (parked != null && parked.refusal() != null && one.job().phase() instanceof Phase.Active running) {
            JobStatus was = running.status();
            String who = now.isOfSlice() ? one.unservedBySlice() : "a worker ";
            change(one.job().in(running.pause(), "paused: " + who + parked.refusal()), at);
            tellChange(one, was, at);
        }
        return true;
    }

    /** Takes in what a source had reported before a restart; what was to be done about it is done. */
    public void restore(Progress totals) {
        register.restore(totals);
    }

    /** Moves every job on as far as it can go; to be called a few times a second. */
    public void tick(Moment at) {
        for (ActiveJob one : register.led()) {
            one.look(at, settings.production());
            JobStatus was = one.job().phase().status();
            advance(one, at);
            tellChange(one, was, at);
            if (one.isToBePublished(at, settings.publishInterval())) {
                register.publish(one, at);
            }
        }
    }

    /** Returns what all jobs together ask of the workers. */
    public Demand demand() {
        return register.led().stream().map(ActiveJob::demand).reduce(Demand.NONE, Demand::plus);
    }

    /** Returns how the jobs stand that are not over. */
    public List<JobStanding> standings(Moment at) {
        return register.led().stream()
                .filter(one -> one.job().phase() instanceof Phase.Open)
                .map(one -> one.standing(at))
                .toList();
    }

    /** What a command changes is told with the command. */
    private void tellChange(ActiveJob one, JobStatus was, Moment at) {
        JobStatus is = one.job().phase().status();
        if (is != was) {
            output.tell(AuditEntry.ofChange(
                    one.job().id(), at.now(), was, is, one.job().message()));
        }
    }

    private void advance(ActiveJob one, Moment at) {
        Phase phase = one.job().phase();
        if (phase instanceof Phase.Planning planning) {
            plan(one, planning, at);
        } else if (phase instanceof Phase.Concluding concluding) {
            ends.conclude(one, concluding, at);
        } else if (phase instanceof Phase.Scanning scanning) {
            if (!pausedByBudget(one, scanning, at)) {
                scan(one, scanning, at);
            }
        }
        // Also of a job that has ended just now: whoever sees its end may submit the next one at once.
        if (one.job().phase() instanceof Phase.Ended ended) {
            closeLedger(one, ended, at);
        }
    }

    private void plan(ActiveJob one, Phase.Planning planning, Moment at) {
        if (at.now().isBefore(planning.notBefore())) {
            return;
        }
        CompletableFuture<Plan> plan = one.plan(() -> Begun.stage(() -> planner.plan(
                one.job().request(),
                one.job().pinned(),
                planning.scan().round(),
                planning.scan().kind())));
        if (!plan.isDone()) {
            return;
        }
        one.forgetPlan();
        if (plan.isCompletedExceptionally()) {
            planFailed(one, planning, PlanFailure.of(plan), at);
            return;
        }
        Map<Integer, Integer> slicesByTask = new HashMap<>();
        Plan planned = Finished.result(plan);
        for (Slice slice : planned.slices()) {
            output.plan(slice);
            slicesByTask.merge(taskOfAffinityKey.applyAsInt(slice.affinityKey()), 1, Integer::sum);
        }
        Plan.Compared compared = planned.compared();
        String found = compared == null || compared.count() == 0 ? null : compared.words();
        register.change(one, one.job().in(planning.planned(slicesByTask, planned), found), at);
        LOG.info(
                "event=round-planned job={} scan={} slices={}",
                one.job().id(),
                planning.scan(),
                planned.slices().size());
    }

    private void planFailed(ActiveJob one, Phase.Planning planning, PlanFailure why, Moment at) {
        Phase next =
                switch (why.effect()) {
                    case REPEAT -> new Phase.Planning(planning.scan(), at.now().plus(PLAN_AGAIN_AFTER));
                    case PAUSE -> planning.pause();
                    case END -> planning.end(JobStatus.FAILED, 0, at.now());
                };
        String message = why.effect() == PlanFailure.Effect.END ? ends.told(one.job(), why.message()) : why.message();
        register.change(one, one.job().in(next, message), at);
    }

    private void scan(ActiveJob one, Phase.Scanning scanning, Moment at) {
        if (one.ledger.slicesDone() < scanning.planned()) {
            return;
        }
        Scan scan = scanning.scan();
        switch (Verification.of(one.job(), scan, one.ledger)) {
            case AWAITING_OUTCOMES -> ends.failWhenSilent(one, scanning, at);
            case NEXT_ROUND -> beginRound(one, scanning, scan.next(settings.roundsMax()), at);
            case DONE -> ends.complete(one, found(one, scan), scanning, at);
        }
    }

    /** What a scan has found left; one that emits does not look. */
    private static JobRecord found(ActiveJob one, Scan scan) {
        return scan.kind() == Slice.Kind.EMIT ? one.job() : one.job().found(one.ledger.below());
    }

    private void beginRound(ActiveJob one, Phase.Scanning scanning, Scan next, Moment at) {
        JobRecord job = found(one, scanning.scan());
        Instant settled = one.ledger.counts().overtaken() > 0 ? at.now().plus(settings.settleTime()) : at.now();
        one.ledger.begin(next.round());
        register.change(one, job.in(scanning.again(next, settled), null), at);
    }

    private boolean pausedByBudget(ActiveJob one, Phase.Scanning scanning, Moment at) {
        String failures = ErrorBudget.exceeded(one.job(), one.ledger.counts());
        String rows = ConfirmedCount.exceeded(one.job(), scanning.scan(), one.ledger);
        if ((failures == null && rows == null) || !one.hasNews()) {
            return false;
        }
        String why = rows == null ? "paused by its error budget: " + failures : "paused: " + rows;
        register.change(one, one.job().in(scanning.pause(), why), at);
        return true;
    }

    /** What a job still had in the topic when it ended is counted before its ledger is closed for good. */
    private void closeLedger(ActiveJob one, Phase.Ended ended, Moment at) {
        if (!one.mayStillCount(ended, at, settings.silenceMax())) {
            register.close(one, at);
        }
    }
}
