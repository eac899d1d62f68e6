package dev.reprise.worker.boot;

import dev.reprise.assets.RequestLatency;
import dev.reprise.assets.cassandra.AssetSchema;
import dev.reprise.assets.cassandra.CassandraErrors;
import dev.reprise.common.records.TopicReaders;
import dev.reprise.pipeline.boot.Environment;
import dev.reprise.pipeline.boot.PipelineMaker;
import dev.reprise.pipeline.boot.PipelineThreads;
import dev.reprise.pipeline.boot.Stores;
import dev.reprise.pipeline.decide.TimedDecisions;
import dev.reprise.pipeline.kafka.MessageTopics;
import dev.reprise.processor.Processors;
import dev.reprise.service.boot.ServiceState;
import dev.reprise.service.boot.StartUp;
import dev.reprise.service.cassandra.AssetTablesStep;
import dev.reprise.service.kafka.ForeignRecordLog;
import dev.reprise.service.kafka.KafkaConnection;
import dev.reprise.service.kafka.RequiredRights;
import dev.reprise.service.kafka.RequiredTopics;
import dev.reprise.service.kafka.StreamsRunner;
import dev.reprise.service.metrics.CassandraMetrics;
import dev.reprise.worker.concurrency.InFlightLimit;
import dev.reprise.worker.concurrency.InFlightLimiter;
import dev.reprise.worker.concurrency.PayloadMemory;
import dev.reprise.worker.concurrency.VegasInFlightLimit;
import dev.reprise.worker.config.WorkerSettings;
import dev.reprise.worker.topology.WorkerRights;
import dev.reprise.worker.topology.WorkerStream;
import dev.reprise.worker.topology.async.RestartBackoff;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The running service: waits for what it needs, starts its stream, and stops in the opposite order.
 *
 * <p>Threading: started and stopped by Quarkus; the steps run in the start-up thread.
 */
final class Worker {

    /** What cannot be finished in this time is given up and replayed elsewhere, while there is time to leave in order. */
    private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(6);

    /** Beside a payload as it was read there are its tree and its successor. */
    private static final int PAYLOADS_OF_HEAP = 8;

    private final WorkerSettings settings;
    private final Processors processors;
    private final MeterRegistry registry;
    private final WorkerMetrics metrics;
    private final ResultMetrics results;
    private final Tracing tracing = Tracing.configured();
    private final KafkaConnection kafka;
    private final RequiredTopics requiredTopics;
    private final AssetTablesStep assetTables;
    private final StartUp startUp;
    private final ServiceState state;
    private final InFlightLimiter limiter;
    private final ExecutorService lookups = Executors.newSingleThreadExecutor(task -> daemon(task, "job-lookup"));
    private final PipelineThreads threads;
    private volatile @Nullable AssetSchema schema;
    private @Nullable StreamsRunner streams;
    private @Nullable RestartBackoff restartBackoff;

    /** Puts the service together; nothing is connected yet. */
    Worker(WorkerSettings settings, Processors processors, MeterRegistry registry) {
        this.settings = settings;
        this.processors = processors;
        this.registry = registry;
        this.metrics = new WorkerMetrics(registry);
        this.results = new ResultMetrics(registry);
        var service = settings.service();
        this.threads = new PipelineThreads(settings.pipeline().decisions());
        RequiredRights rights = WorkerRights.of(service.topics());
        this.kafka = new KafkaConnection(service.kafka(), rights, System::nanoTime);
        this.requiredTopics = new RequiredTopics(
                kafka::admin, rights.awaited(service.topics(), service.creation()), service.creation());
        this.limiter = limiter(settings.inFlight(), settings.limits().groupMax());
        metrics.show(limiter);
        metrics.show(threads.decisions());
        var cassandra = new CassandraMetrics(registry);
        RequestLatency latency = (statement, tookNanos, failed) -> {
            limiter.answered(tookNanos, failed);
            cassandra.answered(statement, tookNanos, failed);
        };
        this.assetTables =
                new AssetTablesStep(service.cassandra(), service.tables(), found -> schema = found, latency, registry);
        this.startUp = new StartUp(
                List.of(kafka::attempt, kafka::awaitRights, requiredTopics::missing, assetTables, this::startStream));
        this.state = new ServiceState(startUp);
    }

    ServiceState state() {
        return state;
    }

    void start() {
        threads.start();
        startUp.begin();
    }

    /** Drains, commits and leaves; bounded by the bounds of what it closes. */
    void stop() {
        startUp.giveUp();
        synchronized (this) {
            if (streams != null && restartBackoff != null) {
                restartBackoff.stopWithin(STOP_WAIT_MAX);
                streams.close();
            }
        }
        lookups.shutdownNow();
        threads.close();
        assetTables.close();
        tracing.close();
        kafka.close();
    }

    private synchronized Optional<String> startStream() {
        AssetSchema found = schema;
        if (found == null) {
            return Optional.of("the asset tables");
        }
        var environment = new Environment(
                Clock.systemUTC(),
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextDouble(),
                threads.retries(),
                new TimedDecisions(threads.decisions(), System::nanoTime, metrics::decided),
                new MessageTopics(kafka::admin, System::nanoTime)::canSendTo);
        var pipeline = new PipelineMaker(settings.pipeline(), processors, environment, CassandraErrors::classify)
                .over(Stores.of(found), limiter);
        var stream = new WorkerStream(
                settings.creating(requiredTopics.creation()),
                new WorkerStream.Environment(System::nanoTime, lookups, tracing.groups(), eventsTopicId()),
                CassandraErrors::classify);
        restartBackoff = stream.restartBackoff();
        var readers = new TopicReaders(settings.service().topics(), new ForeignRecordLog(registry));
        streams = stream.runner(pipeline, limiter, readers, results, metrics);
        streams.bindTo(registry);
        streams.start();
        state.started(
                streams,
                () -> kafka.trouble().or(stream.restartBackoff()::trouble).or(assetTables::trouble));
        return Optional.empty();
    }

    private String eventsTopicId() {
        return requiredTopics.idOf(settings.service().topics().events());
    }

    private static InFlightLimiter limiter(WorkerSettings.InFlight inFlight, int groupMax) {
        int rowsMax = inFlight.rowsMax();
        InFlightLimit limit =
                inFlight.adaptive() ? new VegasInFlightLimit(groupMax, rowsMax) : InFlightLimit.fixed(rowsMax);
        var memory = new PayloadMemory(Runtime.getRuntime().maxMemory() / PAYLOADS_OF_HEAP);
        return new InFlightLimiter(limit, rowsMax, memory, System::nanoTime);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
