package dev.reprise.idproducer.jobs;

import dev.reprise.common.async.Begun;
import dev.reprise.common.async.Finished;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.JobStatus;
import dev.reprise.idproducer.plan.Conclusion;
import dev.reprise.idproducer.plan.Plan;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a job to its end when its last round is over. One that its processor compares with the rows is finished by the
 * processor first, if nothing differs. That begins in the call after the one that has noted it, so after the commit of that note.
 *
 * <p>Threading: the coordinator's thread.
 */
final class JobEnd {

    private static final Logger LOG = LoggerFactory.getLogger(JobEnd.class);

    private static final Duration AGAIN_AFTER = Duration.ofSeconds(2);

    private final CoordinatorSettings settings;
    private final Conclusion conclusion;
    private final JobRegister register;

    JobEnd(CoordinatorSettings settings, Conclusion conclusion, JobRegister register) {
        this.settings = settings;
        this.conclusion = conclusion;
        this.register = register;
    }

    /**
     * What came of a conclusion.
     *
     * @param isFinished whether it was done; if not, then it never will be
     */
    record Result(boolean isFinished, String message) {}

    /** Ends a job whose last round is over, or goes on to its conclusion. */
    void complete(ActiveJob one, JobRecord job, Phase.Scanning scanning, Moment at) {
        Counts counts = one.ledger.counts();
        Plan.Compared compared = scanning.compared();
        if (compared != null && compared.count() == 0) {
            register.change(one, job.in(scanning.conclude(at.now()), null), at);
            return;
        }
        long below = job.unmigrated() == null ? 0 : job.unmigrated();
        String nothingFound = job.nothingFound(counts);
        boolean clean = counts.failed() == 0 && below == 0 && nothingFound == null && compared == null;
        String why = below == 0 ? null : one.ledger.whyBelow(at.now(), settings.roundsMax());
        String message;
        if (compared != null) {
            message = told(job, compared.words() + "; " + (why == null ? "they have dead letters" : why));
        } else if (why != null) {
            message = job.left(below) + why;
        } else {
            message = nothingFound == null ? TombstoneEstimate.of(job, one.ledger) : nothingFound;
        }
        end(one, job, scanning, clean ? JobStatus.COMPLETED : JobStatus.COMPLETED_WITH_FAILURES, message, at);
    }

    /** Takes the conclusion of a job as far as it can go. */
    void conclude(ActiveJob one, Phase.Concluding concluding, Moment at) {
        if (at.now().isBefore(concluding.notBefore())) {
            return;
        }
        CompletableFuture<Result> under = one.conclusion(() -> Begun.stage(() -> begun(one.job(), concluding)));
        if (!under.isDone()) {
            return;
        }
        one.forgetPlan();
        if (under.isCompletedExceptionally()) {
            PlanFailure why = PlanFailure.of(under);
            Phase next = why.effect() == PlanFailure.Effect.REPEAT
                    ? concluding.again(at.now().plus(AGAIN_AFTER))
                    : concluding.pause();
            register.change(one, one.job().in(next, why.message()), at);
            return;
        }
        Result result = Finished.result(under);
        JobStatus finished =
                one.ledger.counts().failed() == 0 ? JobStatus.COMPLETED : JobStatus.COMPLETED_WITH_FAILURES;
        end(one, one.job(), concluding, result.isFinished() ? finished : JobStatus.CANCELLED, result.message(), at);
    }

    private CompletionStage<Result> begun(JobRecord job, Phase.Concluding concluding) {
        String cancelled = concluding.cancelled();
        return cancelled == null
                ? conclusion.finish(job.request(), job.pinned()).thenApply(words -> new Result(true, words))
                : conclusion
                        .withdraw(job.request(), job.pinned())
                        .thenApply(isWithdrawn -> isWithdrawn
                                ? new Result(false, String.valueOf(told(job, cancelled)))
                                : new Result(true, "finished before it was cancelled"));
    }

    /** Nothing is left to process, and yet outcomes are missing: the ledger does not close, which must not be hidden. */
    void failWhenSilent(ActiveJob one, Phase.Scanning scanning, Moment at) {
        if (one.isSilent(at, settings.silenceMax())) {
            String message = told(one.job(), "the ledger does not close: " + one.ledger.counts());
            register.change(
                    one, one.job().in(scanning.end(JobStatus.FAILED, one.ledger.slicesDone(), at.now()), message), at);
            LOG.error("event=ledger-mismatch job={} counts=\"{}\"", one.job().id(), one.ledger.counts());
        }
    }

    private void end(
            ActiveJob one, JobRecord job, Phase.Open phase, JobStatus status, @Nullable String message, Moment at) {
        register.change(one, job.in(phase.end(status, one.ledger.slicesDone(), at.now()), message), at);
        LOG.info("event=job-ended job={} state={} counts=\"{}\"", job.id(), status, one.ledger.counts());
    }

    /** Returns why a job ends unfinished, with what it leaves behind. */
    @Nullable
    String told(JobRecord job, @Nullable String why) {
        if (!job.isCompared()) {
            return why;
        }
        String leftovers = conclusion.leftovers(job.request(), job.pinned());
        return why == null ? leftovers : why + "; " + leftovers;
    }
}
