package dev.reprise.bench.kafka;

import dev.reprise.bench.Contestant;
import dev.reprise.bench.Timing;
import dev.reprise.bench.Workload;
import dev.reprise.common.wire.Json;
import dev.reprise.topics.Deployment;
import dev.reprise.topics.KafkaAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code reprise}: one request, and the services do the rest, exactly once. The clock of the work runs from the time
 * stamp of the first event until the outcome of the last row is committed; that of the whole from the post to the end
 * of the verification.
 */
public final class WholeChain implements Contestant {

    private final JobRun job;
    private final String run;
    private final Map<String, Object> limits;
    private int jobs;

    /**
     * Works by services that are up.
     *
     * @param run unique among the runs on this deployment
     */
    public WholeChain(KafkaAddress kafka, Deployment deployment, InstantSource clock, String run) {
        this(new JobRun(kafka, deployment, clock, false), run, Map.of());
    }

    private WholeChain(JobRun job, String run, Map<String, Object> limits) {
        this.job = job;
        this.run = run;
        this.limits = limits;
    }

    /** Returns one whose jobs give way while production's 99th percentile is above a target. */
    public WholeChain givingWay(Duration target) {
        return new WholeChain(job, run + "-target", Map.of("productionLatencyP99Max", target.toString()));
    }

    /** Returns one whose work begins with the request, so that it counts planning too. */
    public WholeChain countingPlanning() {
        return new WholeChain(new JobRun(job.kafka(), job.deployment(), job.clock(), true), run + "-planned", limits);
    }

    @Override
    public String name() {
        return "reprise";
    }

    @Override
    public Timing run(Workload workload) {
        String id = run + "-" + ++jobs;
        return job.measured(
                id,
                request(id, Map.of("assetType", workload.assetType()), workload.toVersion(), limits),
                workload.rows(),
                null);
    }

    /** Returns a request for the rows of a selector. */
    static byte[] request(String job, Map<String, Object> selector, int toVersion, Map<String, Object> limits) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("type", "submit");
        request.put("job", job);
        request.put("selector", selector);
        request.put("processor", Map.of("name", "migrate", "toVersion", toVersion));
        if (!limits.isEmpty()) {
            request.put("limits", limits);
        }
        request.put("requestedBy", "bench");
        return Json.bytes(request);
    }
}
