package dev.reprise.bench.kafka;

import dev.reprise.bench.Contestant;
import dev.reprise.bench.ProcessorTask;
import dev.reprise.bench.Timing;
import dev.reprise.bench.Workload;
import dev.reprise.common.wire.Json;
import dev.reprise.topics.Deployment;
import dev.reprise.topics.KafkaAddress;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code reprise} with one processor: a job for all rows. A preview that has to be confirmed runs before, and is not measured. */
public final class ProcessorJob implements Contestant {

    private static final String NAME = "reprise";

    private final JobRun run;
    private final ProcessorTask task;
    private String target = "";
    private Map<String, Object> processor = Map.of();
    private int jobs;

    /** Works by services that are up, on a task that stays the caller's to close. */
    public ProcessorJob(KafkaAddress kafka, Deployment deployment, InstantSource clock, ProcessorTask task) {
        this.run = new JobRun(kafka, deployment, clock, false);
        this.task = task;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void prepare(Workload workload) {
        jobs++;
        target = task.prepare(NAME);
        processor = new LinkedHashMap<>(task.request(target));
        if (task.wantsPreview()) {
            String preview = "preview-" + jobs;
            run.done(preview, request(preview, "preview"), workload.rows());
            processor.put("confirm", Map.of("preview", preview, "count", workload.rows()));
        }
    }

    @Override
    public Timing run(Workload workload) {
        String id = "job-" + jobs;
        Runnable result = () -> task.awaitResult(target);
        return run.measured(id, request(id, "run"), workload.rows(), task.isHandedOn() ? result : null);
    }

    @Override
    public void verify(Workload workload) {
        task.verify(target);
    }

    private byte[] request(String job, String mode) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("type", "submit");
        request.put("job", job);
        request.put("mode", mode);
        request.put("selector", Map.of("assetType", task.items().assetType()));
        request.put("processor", processor);
        request.put("requestedBy", "bench");
        return Json.bytes(request);
    }
}
