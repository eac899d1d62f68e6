package dev.reprise.bench.kafka;

import dev.reprise.bench.Contestant;
import dev.reprise.bench.Timing;
import dev.reprise.bench.Workload;
import dev.reprise.common.wire.Json;
import dev.reprise.topics.Deployment;
import dev.reprise.topics.KafkaAddress;
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

    private final JobRun job;
    private final String run;
    private int jobs;

    /**
     * Works by services that are up.
     *
     * @param run unique among the runs on this deployment
     */
    public WholeChain(KafkaAddress kafka, Deployment deployment, InstantSource clock, String run) {
        this.job = new JobRun(kafka, deployment, clock);
        this.run = run;
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
                request(id, Map.of("assetType", workload.assetType()), workload.toVersion(), null),
                workload.rows(),
                null);
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
