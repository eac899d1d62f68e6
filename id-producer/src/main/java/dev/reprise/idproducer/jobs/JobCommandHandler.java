package dev.reprise.idproducer.jobs;

import dev.reprise.common.job.AuditEntry;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.request.Reasons;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.RequestDigest;
import dev.reprise.common.request.Selector;
import dev.reprise.common.topic.Topics;
import dev.reprise.idproducer.plan.ProcessorResolver;
import dev.reprise.processor.AssetTypes;
import dev.reprise.processor.Resolution;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out requests that were found sound in themselves, or refuses what the state of the jobs does not allow.
 *
 * <p>Threading: the coordinator's thread.
 */
public final class JobCommandHandler {

    private static final Logger LOG = LoggerFactory.getLogger(JobCommandHandler.class);

    private final Coordinator coordinator;
    private final ProcessorResolver processors;
    private final CoordinatorOutput output;

    /** Creates the handler before a coordinator. */
    public JobCommandHandler(Coordinator coordinator, ProcessorResolver processors, CoordinatorOutput output) {
        this.coordinator = coordinator;
        this.processors = processors;
        this.output = output;
    }

    /**
     * Carries out a request or refuses it with its reasons. A request that is already fulfilled changes nothing. A failure
     * to judge is a reason like any other; a failure to carry out is not caught, since what it has begun must be undone.
     */
    public void handle(Request request, PostedRequest posted, Moment at) {
        StoredJob before = coordinator.known(request.job());
        Verdict verdict = verdict(request, posted, at);
        if (verdict.reasons().isEmpty()) {
            verdict.effect().run();
        } else {
            output.reject(posted, verdict.reasons());
        }
        StoredJob after = coordinator.known(request.job());
        if (after != null) {
            output.tell(AuditEntry.ofRequest(request, at.now(), effect(before, after, verdict.reasons())));
        }
    }

    private Verdict verdict(Request request, PostedRequest posted, Moment at) {
        try {
            return request instanceof Request.Submit submit ? submit(submit, posted, at) : command(request, at);
        } catch (RuntimeException | StackOverflowError failure) {
            LOG.error("event=request-unjudged job={}", request.job(), failure);
            return Verdict.refused(Reasons.of(failure));
        }
    }

    private static String effect(@Nullable StoredJob before, StoredJob after, List<String> reasons) {
        if (!reasons.isEmpty()) {
            return Reasons.bounded("refused: " + String.join("; ", reasons));
        }
        if (before == null) {
            return "accepted";
        }
        JobStatus was = before.state();
        JobStatus is = after.state();
        if (is != was) {
            return was + " to " + is;
        }
        if (after instanceof JobRecord job && job.isBeingCancelled()) {
            return "is withdrawn, unless it is finished before";
        }
        String rateBefore = rate(before);
        String rate = rate(after);
        return rate.equals(rateBefore) ? "nothing: it was so before" : rateBefore + " to " + rate;
    }

    private static String rate(StoredJob job) {
        Integer rate = job instanceof JobRecord led ? led.request().limits().eventsPerSecond() : null;
        return rate == null ? "no limit" : rate + "/s";
    }

    private Verdict submit(Request.Submit submit, PostedRequest posted, Moment at) {
        StoredJob before = coordinator.known(submit.job());
        if (before != null) {
            return before.digest().equals(RequestDigest.of(submit))
                    ? Verdict.FULFILLED
                    : Verdict.refused(
                            "job '" + submit.job() + "' exists with another content; a new job needs a new id");
        }
        Optional<StoredJob> redriven = redriven(submit);
        if (submit.selector() instanceof Selector.DeadLettersOf other && redriven.isEmpty()) {
            return Verdict.refused(
                    "there is no job '" + other.deadLettersOf() + "' whose dead letters could be selected");
        }
        Collection<String> types =
                redriven.map(StoredJob::assetTypes).orElse(submit.selector().types());
        Resolution resolution = processors.resolve(
                submit, AssetTypes.of(types), new JobsBeside(submit, coordinator::known), posted.tables());
        if (!(resolution instanceof Resolution.Accepted accepted)) {
            return new Verdict(resolution.problems(), () -> {});
        }
        JobRecord job = JobRecord.accepted(submit, accepted.pinned().tracedBy(posted.traceParent()), at.now())
                .within(coordinator.settings().processorLimits());
        Optional<JobRecord> conflict = coordinator.mayWrite().stream()
                .filter(running -> Conflicts.between(running, job))
                .findFirst();
        if (conflict.isPresent()) {
            JobStatus status = conflict.get().phase().status();
            return Verdict.refused("job '" + conflict.get().id() + "' is " + status + " and may write the same assets; "
                    + (status.isFinal()
                            ? "events of it may still be on their way, so try again when its ledger is closed"
                            : "wait for its end or cancel it"));
        }
        int bytes = job.bytesMost();
        if (bytes > Topics.RECORD_BYTES_MAX) {
            return Verdict.refused("the record of this job may reach " + bytes
                    + " bytes with all its types and their migrations, more than the " + Topics.RECORD_BYTES_MAX
                    + " that fit into a topic; select fewer assets or types");
        }
        return Verdict.of(() -> coordinator.accept(job, at));
    }

    private Optional<StoredJob> redriven(Request.Submit submit) {
        return submit.selector() instanceof Selector.DeadLettersOf other
                ? Optional.ofNullable(coordinator.known(other.deadLettersOf()))
                : Optional.empty();
    }

    private Verdict command(Request request, Moment at) {
        StoredJob known = coordinator.known(request.job());
        if (known == null) {
            // It may have been posted before its job: whoever posts both waits for the first.
            return Verdict.refused("there is no job '" + request.job() + "'");
        }
        if (!(known instanceof JobRecord job && job.phase() instanceof Phase.Open open)) {
            return Verdict.refused("job '" + request.job() + "' is " + known.state() + ", which is final");
        }
        if (request instanceof Request.Pause pause) {
            return pause(job, open, pause, at);
        }
        if (request instanceof Request.Resume) {
            return resume(job, open, at);
        }
        if (request instanceof Request.Cancel cancel) {
            String message = "cancelled" + by(cancel.requestedBy(), cancel.reason());
            return Verdict.of(() -> coordinator.end(job, JobStatus.CANCELLED, message, at));
        }
        JobRecord throttled = job.throttled(((Request.Throttle) request).eventsPerSecond(), job.message())
                .within(coordinator.settings().processorLimits());
        return Verdict.of(() -> coordinator.change(throttled, at));
    }

    private Verdict pause(JobRecord job, Phase.Open open, Request.Pause pause, Moment at) {
        if (!(open instanceof Phase.Active running)) {
            return Verdict.FULFILLED;
        }
        JobRecord paused = job.in(running.pause(), "paused" + by(pause.requestedBy(), pause.reason()));
        return Verdict.of(() -> coordinator.change(paused, at));
    }

    private Verdict resume(JobRecord job, Phase.Open open, Moment at) {
        return open instanceof Phase.Paused paused
                ? Verdict.of(() -> coordinator.resume(job, paused, at))
                : Verdict.refused("job '" + job.id() + "' is " + open.status() + ", not PAUSED");
    }

    private static String by(@Nullable String who, @Nullable String why) {
        return (who == null ? "" : " by " + who) + (why == null ? "" : ": " + why);
    }

    /**
     * What a request comes to. Judging has no effect of its own.
     *
     * @param reasons why it is refused; empty when it is carried out
     * @param effect carries it out
     */
    private record Verdict(List<String> reasons, Runnable effect) {

        static final Verdict FULFILLED = of(() -> {});

        static Verdict of(Runnable effect) {
            return new Verdict(List.of(), effect);
        }

        static Verdict refused(String reason) {
            return new Verdict(List.of(reason), () -> {});
        }
    }
}
