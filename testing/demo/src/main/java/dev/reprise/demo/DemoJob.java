package dev.reprise.demo;

import dev.reprise.cli.invocation.Console;
import dev.reprise.cli.invocation.FailedException;
import dev.reprise.cli.invocation.Invocation;
import dev.reprise.cli.jobs.JobLine;
import dev.reprise.cli.jobs.JobReading;
import dev.reprise.cli.jobs.JobWatch;
import dev.reprise.cli.jobs.ProgressView;
import dev.reprise.cli.requests.RequestClient;
import dev.reprise.cli.requests.Verdict;
import dev.reprise.cli.text.Words;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.request.Request;
import dev.reprise.common.wire.Json;
import dev.reprise.localstack.process.Deadline;
import dev.reprise.topics.Deployment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Jobs of the demo: posted, followed, and met in their midst by a deployment of production's new release.
 *
 * <p>Threading: one thread, which blocks.
 */
final class DemoJob {

    private static final Duration NEWS_WITHIN = Duration.ofMillis(200);

    private final DemoPlan plan;
    private final Deployment deployment;
    private final DemoServices services;
    private final Invocation invocation;

    DemoJob(DemoPlan plan, Deployment deployment, DemoServices services, Invocation invocation) {
        this.plan = plan;
        this.deployment = deployment;
        this.services = services;
        this.invocation = invocation;
    }

    /** Runs a job that nobody meets, see {@link #run(Request.Submit, Supplier)}. */
    Job run(Request.Submit request) {
        return run(request, Optional::empty);
    }

    /**
     * Returns when the job has ended, however it ended.
     *
     * @param atHalf is called, perhaps more than once, when half of the job is done; returns what is to be said of what it did
     * @throws FailedException if it is refused or does not end, or a service fails
     */
    Job run(Request.Submit request, Supplier<Optional<String>> atHalf) {
        post(request);
        Deadline deadline = Deadline.in(plan.jobWithin());
        String job = request.job();
        try (var watch = new JobWatch(
                deployment.jobs(job),
                job,
                ProgressView.on(invocation.console(), invocation.clock()),
                invocation.clock())) {
            while (true) {
                services.check();
                Optional<JobReading> reading = watch.step(NEWS_WITHIN);
                if (reading.isPresent() && isHalfDone(reading.get().job())) {
                    atHalf.get().ifPresent(watch::note);
                }
                if (reading.isPresent() && reading.get().job().state().isFinal()) {
                    watch.note(JobLine.ofEnd(reading.get()));
                    return reading.get().job();
                }
                if (deadline.hasPassed()) {
                    throw new FailedException("the job has not ended within "
                            + plan.jobWithin().toSeconds() + " s: "
                            + reading.map(JobLine::of).orElse("nothing is known of it"));
                }
            }
        }
    }

    private void post(Request.Submit request) {
        Console console = invocation.console();
        byte[] value = Json.bytes(request);
        console.result("posting " + new String(value, StandardCharsets.UTF_8));
        Verdict verdict = new RequestClient(deployment, invocation.clock()).post(request.job(), value, job -> true);
        if (verdict instanceof Verdict.Refused refused) {
            throw new FailedException("the request was refused: " + String.join("; ", refused.reasons()));
        }
        if (!(verdict instanceof Verdict.Accepted)) {
            throw new FailedException("the request was not answered");
        }
        Integer rate = request.limits().eventsPerSecond();
        console.result(
                "accepted" + (rate == null ? "" : ", with a limit of " + Words.number(rate) + " events a second"));
    }

    /** Also when the first round went by unseen: the old release must be gone before the last look at the rows. */
    private boolean isHalfDone(Job job) {
        return job.counts().processed() >= plan.selected() / 2
                || job.round() > 1
                || job.state() == JobStatus.VERIFYING
                || job.state().isFinal();
    }
}
