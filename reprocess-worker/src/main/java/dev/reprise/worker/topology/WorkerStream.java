package dev.reprise.worker.topology;

import dev.reprise.common.assets.AssetStore;
import dev.reprise.common.assets.RemoteError;
import dev.reprise.common.job.Job;
import dev.reprise.common.topic.Topics;
import dev.reprise.migration.MigrationCatalog;
import dev.reprise.service.kafka.JobView;
import dev.reprise.service.kafka.StateDirectory;
import dev.reprise.service.kafka.StreamsRunner;
import dev.reprise.service.kafka.StreamsSettings;
import dev.reprise.worker.config.WorkerSettings;
import dev.reprise.worker.load.Retry;
import dev.reprise.worker.load.RetryingAssetStore;
import dev.reprise.worker.migrate.Migrator;
import dev.reprise.worker.report.Result;
import dev.reprise.worker.throttle.Throttle;
import dev.reprise.worker.topology.async.CommitGuard;
import dev.reprise.worker.writeback.AssetPipeline;
import dev.reprise.worker.writeback.TimestampWriteBack;
import java.time.Clock;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.Topology;

/**
 * Puts the way of an event onto the topology.
 *
 * <p>Threading: used once, at start.
 */
public final class WorkerStream {

    private static final Duration POLL_TIME = Duration.ofMillis(20);

    /** The record of a job and its first events race through different topics; this is how long the record may lose. */
    private static final Retry.Policy JOB_PATIENCE =
            new Retry.Policy(Duration.ofMillis(20), Duration.ofMillis(200), Duration.ofSeconds(20));

    private final WorkerSettings settings;
    private final MigrationCatalog catalog;
    private final Environment environment;

    /**
     * What comes from the machine.
     *
     * @param clock for the age of rows
     * @param nanoTime for waiting
     * @param random for the jitter of retries, from 0 to 1
     * @param scheduler for retries
     * @param migrations runs migrations
     */
    public record Environment(
            Clock clock,
            LongSupplier nanoTime,
            DoubleSupplier random,
            ScheduledExecutorService scheduler,
            Executor migrations) {}

    /** Creates the maker of the stream. */
    public WorkerStream(WorkerSettings settings, MigrationCatalog catalog, Environment environment) {
        this.settings = settings;
        this.catalog = catalog;
        this.environment = environment;
    }

    /**
     * Makes the stream ready to start.
     *
     * @param assets store without patience of its own
     * @param classifier judges what the store throws
     * @param throttle bounds what the instance has in flight
     * @param metrics counts results for the operators
     */
    public StreamsRunner runner(
            AssetStore assets,
            Function<Throwable, RemoteError> classifier,
            Throttle throttle,
            Consumer<Result> metrics) {
        Topics topics = settings.service().topics();
        var jobView = new JobView();
        var guard = new CommitGuard();
        var operation =
                new EventOperation(jobView::find, catalog, pipeline(assets, classifier), job -> awaitJob(jobView, job));
        Topology topology = WorkerTopology.build(
                topics,
                jobView,
                () -> new EventProcessor(
                        operation, guard, settings.limits(), throttle, environment.nanoTime(), metrics));
        var streamsSettings = new StreamsSettings(
                topics.workerGroup(),
                StateDirectory.create(),
                settings.commitInterval(),
                POLL_TIME,
                settings.threads());
        return new StreamsRunner(
                topology, streamsSettings.properties(settings.service().kafka()), guard);
    }

    private AssetPipeline pipeline(AssetStore assets, Function<Throwable, RemoteError> classifier) {
        var store = new RetryingAssetStore(assets, retry(settings.retry(), classifier));
        return new AssetPipeline(
                store,
                new Migrator(catalog, settings.rules(), environment.clock()),
                switch (settings.strategy()) {
                    case TIMESTAMP -> new TimestampWriteBack(store, classifier, settings.groupBytesMax());
                },
                classifier,
                environment.migrations());
    }

    private CompletionStage<Optional<Job>> awaitJob(JobView jobView, String job) {
        return retry(JOB_PATIENCE, failure -> RemoteError.RETRYABLE)
                .untilDone(() -> jobView.find(job)
                        .<CompletionStage<Optional<Job>>>map(
                                found -> CompletableFuture.completedFuture(Optional.of(found)))
                        .orElseGet(() -> CompletableFuture.failedFuture(new NoSuchElementException(job))))
                .exceptionally(failure -> Optional.empty());
    }

    private Retry retry(Retry.Policy policy, Function<Throwable, RemoteError> classifier) {
        return new Retry(policy, classifier, environment.scheduler(), environment.nanoTime(), environment.random());
    }
}
