package dev.reprise.bench.kafka;

import dev.reprise.bench.Timing;
import dev.reprise.cli.invocation.FailedException;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.localstack.process.Deadline;
import dev.reprise.topics.Deployment;
import dev.reprise.topics.KafkaAddress;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * One job from its request to its end, with the clock beside it. The clock of the work runs from the timestamp of the first event, or
 * from the post, until the outcome of the last row is committed; that of the whole from the post to the end of the verification.
 *
 * <p>Threading: one thread, which blocks.
 *
 * @param kafka where the services are
 * @param deployment takes the request
 * @param clock that of the timestamps
 * @param countsPlanning whether the work begins with the post
 */
record JobRun(KafkaAddress kafka, Deployment deployment, InstantSource clock, boolean countsPlanning) {

    private static final Duration WITHIN = Duration.ofMinutes(30);

    /**
     * Runs a job that has to change every row.
     *
     * @param result waits for what another service makes of the rows, which belongs to the work then; {@code null} where none does
     */
    Timing measured(String id, byte[] request, long rows, @Nullable Runnable result) {
        var before = JobMilestones.eventEnds(kafka.bootstrapServers(), kafka.topics());
        try (var milestones = new JobMilestones(kafka.bootstrapServers(), kafka.topics(), id)) {
            Deadline whole = Deadline.in(Duration.ZERO);
            long postedMillis = clock.millis();
            deployment.post(id, request);
            milestones.awaitProcessed(rows, WITHIN);
            long processedMillis = clock.millis();
            if (result != null) {
                result.run();
            }
            long endMillis = result == null ? processedMillis : clock.millis();
            ended(milestones, id, rows);
            Duration all = whole.elapsed();
            long first = countsPlanning
                    ? postedMillis
                    : JobMilestones.firstEventMillis(kafka.bootstrapServers(), kafka.topics(), before);
            return new Timing(
                    Duration.ofMillis(endMillis - first),
                    all,
                    result == null ? null : Duration.ofMillis(processedMillis - first));
        }
    }

    /** Runs a job or a preview that has to change every row; nothing is measured. */
    void done(String id, byte[] request, long rows) {
        try (var milestones = new JobMilestones(kafka.bootstrapServers(), kafka.topics(), id)) {
            deployment.post(id, request);
            ended(milestones, id, rows);
        }
    }

    private static void ended(JobMilestones milestones, String id, long rows) {
        Job ended = milestones.awaitEnd(WITHIN);
        if (ended.state() != JobStatus.COMPLETED || ended.counts().changed() != rows) {
            throw new FailedException(
                    "job " + id + " is " + ended.state() + " with " + ended.counts() + ": " + ended.message());
        }
    }
}
