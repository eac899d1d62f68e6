package dev.reprise.worker.config;

import dev.reprise.pipeline.config.PipelineSettings;
import dev.reprise.service.config.ConfigurationReader;
import dev.reprise.service.config.ServiceSettings;
import dev.reprise.service.config.TopicCreation;
import dev.reprise.worker.topology.async.AsyncLimits;
import java.time.Duration;

/**
 * The configuration of the worker.
 *
 * @param service what both services share
 * @param pipeline how assets are processed
 * @param threads stream threads
 * @param commitInterval how long outcomes wait to become visible, and how much is replayed after a crash
 * @param inFlight what the instance has in flight
 * @param limits bounds of a task
 * @param parkedMax events of paused jobs that a task keeps
 */
public record WorkerSettings(
        ServiceSettings service,
        PipelineSettings pipeline,
        int threads,
        Duration commitInterval,
        InFlight inFlight,
        AsyncLimits limits,
        int parkedMax) {

    /**
     * How many rows an instance has in flight, over all its tasks.
     *
     * @param rowsMax never more
     * @param adaptive whether it is fewer while the database is slow
     */
    public record InFlight(int rowsMax, boolean adaptive) {}

    /**
     * Reads all keys; mistakes are noted in the reader.
     *
     * @param processors of the machine
     */
    public static WorkerSettings from(ConfigurationReader reader, int processors) {
        WorkerKeys keys = PipelineSettings.convertedBy(reader)
                .accepting(
                        "reprise.elasticsearch.",
                        "reprise.emit.",
                        "reprise.production.",
                        "reprise.verify.",
                        "reprise.jobs.",
                        "reprise.scaling.",
                        "reprise.requests.",
                        "reprise.synchronous.",
                        "reprise.export.",
                        "reprise.iceberg.")
                .read(WorkerKeys.class);
        WorkerKeys.EngineKeys worker = keys.worker();
        ServiceSettings service = ServiceSettings.from(keys, reader);
        var pipeline = PipelineSettings.from(keys, service, reader, processors);
        return new WorkerSettings(
                service,
                pipeline,
                worker.threads(),
                worker.commitInterval(),
                new InFlight(worker.inFlightMax(), worker.adaptiveLimit()),
                new AsyncLimits(pipeline.group().rowsMax(), worker.openGroupsMax(), pipeline.drainTimeMax()),
                worker.parkedMax());
    }

    /** Returns the same settings with topics created in another way, as the cluster has it. */
    public WorkerSettings creating(TopicCreation inCluster) {
        return new WorkerSettings(
                service.creating(inCluster), pipeline, threads, commitInterval, inFlight, limits, parkedMax);
    }
}
