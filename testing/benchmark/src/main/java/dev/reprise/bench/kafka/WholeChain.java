package dev.reprise.bench.kafka;

import dev.reprise.bench.Contestant;
import dev.reprise.bench.Timing;
import dev.reprise.bench.Workload;
import dev.reprise.cli.invocation.FailedException;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.wire.Json;
import dev.reprise.localstack.process.Deadline;
import dev.reprise.topics.Deployment;
import dev.reprise.topics.KafkaAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code reprise}: one request, and the services do the rest, exactly once. The clock of the work runs from the time
 * stamp of the first event until the outcome of the last row is committed; that of the whole from the post to the end
 * of the verification.
 */
public final class WholeChain implements Contestant {

    private static final Duration WITHIN = Duration.ofMinutes(30);

    private final KafkaAddress kafka;
    private final Deployment deployment;
    private final InstantSource clock;
    private final String run;
    private int jobs;

    /**
     * Works by services that are up.
     *
     * @param run unique among the runs on this deployment
     */
    public WholeChain(KafkaAddress kafka, Deployment deployment, InstantSource clock, String run) {
        this.kafka = kafka;
        this.deployment = deployment;
        this.clock = clock;
        this.run = run;
    }

    @Override
    public String name() {
        return "reprise";
    }

    @Override
    public Timing run(Workload workload) {
        String id = run + "-" + ++jobs;
        var before = JobMilestones.eventEnds(kafka.bootstrapServers(), kafka.topics());
        try (var milestones = new JobMilestones(kafka.bootstrapServers(), kafka.topics(), id)) {
            Deadline whole = Deadline.in(Duration.ZERO);
            deployment.post(id, request(id, Map.of("assetType", workload.assetType()), workload.toVersion(), null));
            milestones.awaitProcessed(workload.rows(), WITHIN);
            long committedMillis = clock.millis();
            Job ended = milestones.awaitEnd(WITHIN);
            Duration all = whole.elapsed();
            if (ended.state() != JobStatus.COMPLETED || ended.counts().changed() != workload.rows()) {
                throw new FailedException(
                        "job " + id + " is " + ended.state() + " with " + ended.counts() + ": " + ended.message());
            }
            long first = JobMilestones.firstEventMillis(kafka.bootstrapServers(), kafka.topics(), before);
            return new Timing(Duration.ofMillis(committedMillis - first), all);
        }
    }

    /** Returns a request for the rows of a selector. */
    static byte[] request(String job, Map<String, Object> selector, int toVersion, @Nullable Integer eventsPerSecond) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("type", "submit");
        request.put("job", job);
        request.put("selector", selector);
        request.put("processor", Map.of("name", "migrate", "toVersion", toVersion));
        if (eventsPerSecond != null) {
            request.put("limits", Map.of("eventsPerSecond", eventsPerSecond));
        }
        request.put("requestedBy", "bench");
        return Json.bytes(request);
    }
}
