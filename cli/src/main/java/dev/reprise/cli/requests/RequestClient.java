package dev.reprise.cli.requests;

import dev.reprise.common.job.Job;
import dev.reprise.common.request.Rejection;
import dev.reprise.topics.Deployment;
import dev.reprise.topics.JobFeed;
import dev.reprise.topics.RecordFeed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Posts a request and waits for what becomes of it: a rejection that names its place, or a state of its job that shows
 * its effect.
 *
 * <p>Threading: one thread, which blocks.
 */
public final class RequestClient {

    /** Intake and coordinator commit a few times a second; a machine under load may take some seconds. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);

    /** Nothing is published of a request that changes nothing: no rejection within this time means that it was taken. */
    private static final Duration REFUSED_WITHIN = Duration.ofSeconds(4);

    private static final Duration POLL = Duration.ofMillis(100);

    private final Deployment deployment;
    private final InstantSource clock;

    /** Creates a conversation over a connection, which stays the caller's to close. */
    public RequestClient(Deployment deployment, InstantSource clock) {
        this.deployment = deployment;
        this.clock = clock;
    }

    /**
     * Posts a request.
     *
     * @param job the job it is about
     * @param value the request as JSON
     * @param effect whether a state of the job shows that the request has taken effect
     */
    public Verdict post(String job, byte[] value, Predicate<Job> effect) {
        try (JobFeed jobs = deployment.jobs(job);
                RecordFeed<Rejection> rejections = deployment.rejections()) {
            Optional<Job> before = last(jobs.catchUp().jobs()).filter(effect);
            Rejection.Position at = deployment.post(job, value);
            return before.isPresent() ? unchanged(before.get(), rejections, at) : answer(jobs, rejections, at, effect);
        }
    }

    private Verdict answer(
            JobFeed jobs, RecordFeed<Rejection> rejections, Rejection.Position at, Predicate<Job> effect) {
        Instant end = clock.instant().plus(ANSWER_WITHIN);
        while (clock.instant().isBefore(end)) {
            Optional<Verdict> refused = refusal(rejections, at);
            if (refused.isPresent()) {
                return refused.get();
            }
            Optional<Job> changed =
                    last(jobs.poll(POLL).jobs().stream().filter(effect).toList());
            if (changed.isPresent()) {
                return new Verdict.Accepted(changed.get());
            }
        }
        return new Verdict.Unanswered();
    }

    private Verdict unchanged(Job job, RecordFeed<Rejection> rejections, Rejection.Position at) {
        Instant end = clock.instant().plus(REFUSED_WITHIN);
        while (clock.instant().isBefore(end)) {
            Optional<Verdict> refused = refusal(rejections, at);
            if (refused.isPresent()) {
                return refused.get();
            }
        }
        return new Verdict.Unchanged(job);
    }

    private static Optional<Verdict> refusal(RecordFeed<Rejection> rejections, Rejection.Position at) {
        return rejections.poll(POLL).stream()
                .filter(rejection ->
                        at.equals(new Rejection.Position(rejection.topic(), rejection.partition(), rejection.offset())))
                .findFirst()
                .map(rejection -> new Verdict.Refused(rejection.reasons()));
    }

    private static Optional<Job> last(List<Job> jobs) {
        return jobs.isEmpty() ? Optional.empty() : Optional.of(jobs.get(jobs.size() - 1));
    }
}
