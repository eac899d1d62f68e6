package dev.reprise.worker.topology;

import dev.reprise.assets.AssetStore;
import dev.reprise.assets.IndexEntries;
import dev.reprise.assets.RowDeletes;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.async.Backoff;
import dev.reprise.common.async.RemoteError;
import dev.reprise.common.records.TopicReaders;
import dev.reprise.common.topic.Topics;
import dev.reprise.processor.Processors;
import dev.reprise.processor.UnreachableSystemException;
import dev.reprise.service.kafka.JobView;
import dev.reprise.service.kafka.StateDirectory;
import dev.reprise.service.kafka.StreamsRunner;
import dev.reprise.service.kafka.StreamsSettings;
import dev.reprise.worker.concurrency.InFlightLimiter;
import dev.reprise.worker.config.WorkerSettings;
import dev.reprise.worker.decide.Decisions;
import dev.reprise.worker.decide.StuckDecisionsException;
import dev.reprise.worker.load.JobLookup;
import dev.reprise.worker.load.PatientRows;
import dev.reprise.worker.load.Retry;
import dev.reprise.worker.load.Rows;
import dev.reprise.worker.load.kafka.KafkaJobLookup;
import dev.reprise.worker.pipeline.AssetPipeline;
import dev.reprise.worker.pipeline.RunningProcessors;
import dev.reprise.worker.report.ResultCounts;
import dev.reprise.worker.topology.async.AsyncFailureException;
import dev.reprise.worker.topology.async.CommitGuard;
import dev.reprise.worker.topology.async.CommitTimes;
import dev.reprise.worker.topology.async.InFlightBudget;
import dev.reprise.worker.topology.async.RestartBackoff;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Puts the way of an event onto the topology.
 *
 * <p>Threading: used once, at start.
 */
public final class WorkerStream {

    private static final Duration POLL_TIME = Duration.ofMillis(20);

    private final WorkerSettings settings;
    private final Processors processors;
    private final Environment environment;
    private final Function<Throwable, RemoteError> classifier;
    private final RestartBackoff restartBackoff;

    /**
     * What comes from the machine.
     *
     * @param clock for the age of rows
     * @param nanoTime for waiting
     * @param random for the jitter of retries, from 0 to 1
     * @param scheduler for retries
     * @param decisions runs migrations
     * @param lookups one thread that may be blocked, to look for unknown jobs
     * @param messageTopics whether there is a topic and this worker may write to it
     * @param traces records some of the groups
     */
    public record Environment(
            Clock clock,
            LongSupplier nanoTime,
            DoubleSupplier random,
            ScheduledExecutorService scheduler,
            Decisions decisions,
            Executor lookups,
            Function<String, CompletionStage<Boolean>> messageTopics,
            GroupTraces traces) {}

    /**
     * Creates the maker of the stream.
     *
     * @param classifier judges what the store throws
     */
    public WorkerStream(
            WorkerSettings settings,
            Processors processors,
            Environment environment,
            Function<Throwable, RemoteError> classifier) {
        this.settings = settings;
        this.processors = processors;
        this.environment = environment;
        this.classifier = classifier;
        // Together with the patience of a drain, which is at most half of a transaction, a rest stays below half of
        // max.poll.interval.ms, which is two transactions. And a cause that lasts is met again within one.
        Duration transaction = settings.service().kafka().transactionTimeout();
        Duration restMax = transaction.dividedBy(3);
        Duration restMin = min(restMax, Duration.ofSeconds(1));
        var backoff = new Backoff(restMin, restMax, transaction, environment.nanoTime());
        this.restartBackoff = new RestartBackoff(backoff, environment.nanoTime(), this::words);
    }

    /** Returns what tells why tasks do not get on, and cuts their waits short at a stop. */
    public RestartBackoff restartBackoff() {
        return restartBackoff;
    }

    /** What keeps tasks from their work, for whoever looks after the service. */
    private String words(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof AsyncFailureException) {
            // What the task itself found out; nothing else is to blame.
            return String.valueOf(cause.getMessage());
        }
        if (cause instanceof UnreachableSystemException) {
            return "waiting: " + cause.getMessage();
        }
        if (cause instanceof StuckDecisionsException) {
            return "a person must fix this: " + cause.getMessage();
        }
        if (cause instanceof VirtualMachineError) {
            return "the virtual machine is at its end: " + cause;
        }
        boolean fatal = failure.getCause() != null && classifier.apply(failure.getCause()) == RemoteError.FATAL;
        String waits = cause instanceof KafkaException ? "waiting for Kafka: " : "waiting for the database: ";
        return (fatal ? "a person must fix this: " : waits) + cause;
    }

    /**
     * The tables.
     *
     * @param rows store without patience of its own
     * @param deletes deletes rows; {@code null} where that cannot be done
     * @param whyNoDeletes why not, in words; empty where it can
     * @param entries writes to tables beside the assets
     */
    public record Stores(
            AssetStore rows, @Nullable RowDeletes deletes, List<String> whyNoDeletes, IndexEntries entries) {}

    /**
     * Makes the stream ready to start.
     *
     * @param stores without patience of their own
     * @param limiter bounds what the instance has in flight
     * @param readers read what comes in
     * @param counts counts results for the operators
     * @param commitTimes is told how long commits take
     */
    public StreamsRunner runner(
            Stores stores,
            InFlightLimiter limiter,
            TopicReaders readers,
            ResultCounts counts,
            CommitTimes commitTimes) {
        Topics topics = settings.service().topics();
        var jobView = new JobView(readers.jobs(), counts::changed);
        var guard = new CommitGuard(environment.nanoTime(), commitTimes);
        var operation = new EventOperation(
                new RunningProcessors(processors, new WorkerSinks(settings, environment, classifier).of(stores)),
                pipeline(stores.rows(), limiter),
                settings.payloadBytesMax(),
                new EventOperation.Lookups(jobView::find, lookup(topics), environment.decisions()));
        var traced = new TracedOperation(operation, jobView::find, environment.traces());
        var limited = new ProcessorLimitedOperation(
                new LimitedOperation<>(traced, limiter, Integer.MAX_VALUE),
                jobView::find,
                settings.processorLimits(),
                environment.nanoTime());
        var shared = new Shared(guard, settings.limits(), budget(), restartBackoff, limiter);
        var parking = new Parking(jobView::find, environment.nanoTime(), settings.parkedMax());
        Topology topology = WorkerTopology.build(
                topics,
                jobView,
                () -> new EventProcessor(limited, shared, parking, readers.events(), counts.ofTask(jobView::find)));
        var streamsSettings = new StreamsSettings(
                topics.workerGroup(),
                StateDirectory.create(),
                settings.commitInterval(),
                POLL_TIME,
                settings.threads());
        return new StreamsRunner(
                topology,
                streamsSettings.properties(
                        settings.service().kafka(), settings.service().creation()),
                guard,
                environment.nanoTime());
    }

    /** What tasks accept waits for the limiter: much more than that lets begin would make drains long when it is tight. */
    private InFlightBudget budget() {
        int rowsMax = settings.inFlight().rowsMax();
        int share = rowsMax / settings.service().creation().partitions();
        return new InFlightBudget(rowsMax, Math.max(settings.limits().groupMax(), share));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private AssetPipeline pipeline(AssetStore assets, InFlightLimiter limiter) {
        return new AssetPipeline(patient(assets, limiter), settings.settleTime(), classifier, environment.decisions());
    }

    private Rows patient(AssetStore assets, InFlightLimiter limiter) {
        Rows rows = new PatientRows(
                assets, retry(settings.retry(), classifier), environment.clock(), environment.nanoTime());
        return (partition, assetIds, cancellation) -> rows.read(partition, assetIds, cancellation)
                .thenApply(reading -> {
                    limiter.read(
                            reading.rows().size(), payloadBytes(reading.rows().values()));
                    return reading;
                });
    }

    private static long payloadBytes(Collection<Asset> assets) {
        long bytes = 0;
        for (Asset asset : assets) {
            ByteBuffer payload = asset.payload();
            bytes += payload == null ? 0 : payload.remaining();
        }
        return bytes;
    }

    private JobLookup lookup(Topics topics) {
        Map<String, Object> client = settings.service().kafka().client();
        return new KafkaJobLookup(client, topics.jobs(), environment.lookups(), environment.nanoTime());
    }

    private Retry retry(Retry.Policy policy, Function<Throwable, RemoteError> judge) {
        return new Retry(policy, judge, environment.scheduler(), environment.nanoTime(), environment.random());
    }
}
