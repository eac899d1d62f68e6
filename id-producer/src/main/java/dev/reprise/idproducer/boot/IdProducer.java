package dev.reprise.idproducer.boot;

import dev.reprise.assets.AssetIndex;
import dev.reprise.assets.AssetLocator;
import dev.reprise.assets.AssetTables;
import dev.reprise.assets.BucketPattern;
import dev.reprise.assets.WrittenRows;
import dev.reprise.assets.cassandra.AssetSchema;
import dev.reprise.assets.cassandra.CassandraErrors;
import dev.reprise.common.async.RemoteError;
import dev.reprise.common.records.TopicReaders;
import dev.reprise.common.topic.Topics;
import dev.reprise.idproducer.config.IdProducerSettings;
import dev.reprise.idproducer.emit.Backlog;
import dev.reprise.idproducer.emit.IdSources;
import dev.reprise.idproducer.emit.InPlace;
import dev.reprise.idproducer.emit.Pages;
import dev.reprise.idproducer.emit.kafka.WorkerLag;
import dev.reprise.idproducer.intake.IntakeState;
import dev.reprise.idproducer.plan.BucketSample;
import dev.reprise.idproducer.plan.ComparedJobs;
import dev.reprise.idproducer.plan.KnownTables;
import dev.reprise.idproducer.plan.Planner;
import dev.reprise.idproducer.plan.ProcessorResolver;
import dev.reprise.idproducer.plan.SelectionPlanner;
import dev.reprise.idproducer.plan.SlicePlanner;
import dev.reprise.idproducer.plan.SmallSets;
import dev.reprise.idproducer.plan.kafka.KafkaDeadLetterLog;
import dev.reprise.idproducer.production.ProductionWatch;
import dev.reprise.idproducer.query.QueryIndex;
import dev.reprise.idproducer.read.GuardedReads;
import dev.reprise.idproducer.scale.WorkersWanted;
import dev.reprise.idproducer.topology.CoordinatorProcessor;
import dev.reprise.idproducer.topology.IdProducerRights;
import dev.reprise.idproducer.topology.IdProducerStream;
import dev.reprise.pipeline.RowsInFlight;
import dev.reprise.pipeline.boot.Environment;
import dev.reprise.pipeline.boot.PipelineMaker;
import dev.reprise.pipeline.boot.PipelineThreads;
import dev.reprise.pipeline.boot.Stores;
import dev.reprise.pipeline.config.PipelineSettings;
import dev.reprise.pipeline.kafka.MessageTopics;
import dev.reprise.processor.Processors;
import dev.reprise.service.boot.ServiceState;
import dev.reprise.service.boot.StartUp;
import dev.reprise.service.cassandra.AssetTablesStep;
import dev.reprise.service.kafka.ForeignRecordLog;
import dev.reprise.service.kafka.KafkaConnection;
import dev.reprise.service.kafka.KafkaErrors;
import dev.reprise.service.kafka.RequiredRights;
import dev.reprise.service.kafka.RequiredTopics;
import dev.reprise.service.kafka.StreamsRunner;
import dev.reprise.service.metrics.CassandraMetrics;
import dev.reprise.service.metrics.Metric;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The running service: waits for what it needs, starts its stream, and stops in the opposite order.
 *
 * <p>Threading: started and stopped by Quarkus; the steps run in the start-up thread.
 */
final class IdProducer {

    private final IdProducerSettings settings;
    private final Judges judges;
    private final PipelineThreads threads;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final JobMetrics jobMetrics;
    private final IntakeState intake;
    private final TopicReaders readers;
    private final KafkaDeadLetterLog deadLetters;
    private final KafkaConnection kafka;
    private final RequiredTopics requiredTopics;
    private final AssetTablesStep assetTables;
    private final StartUp startUp;
    private final ServiceState state;
    private final Backlog backlog;
    private final WorkerLag workerLag;
    private final ProductionWatch production;
    private volatile @Nullable AssetSchema schema;
    private @Nullable StreamsRunner streams;

    /**
     * Puts the service together; nothing is connected yet.
     *
     * @param judges what requests are judged by
     * @param intake opened when all else is there
     */
    IdProducer(IdProducerSettings settings, Judges judges, Clock clock, MeterRegistry metrics, IntakeState intake) {
        this.settings = settings;
        this.judges = judges;
        this.threads = new PipelineThreads(settings.pipeline().decisions());
        this.clock = clock;
        this.metrics = metrics;
        this.jobMetrics = new JobMetrics(metrics, clock);
        this.intake = intake;
        var service = settings.service();
        this.readers = new TopicReaders(service.topics(), new ForeignRecordLog(metrics));
        this.deadLetters = new KafkaDeadLetterLog(service.kafka().client(), readers.deadLetters(), System::nanoTime);
        RequiredRights rights = IdProducerRights.of(service.topics());
        this.kafka = new KafkaConnection(service.kafka(), rights, System::nanoTime);
        this.requiredTopics = new RequiredTopics(
                kafka::admin, rights.awaited(service.topics(), service.creation()), service.creation());
        this.assetTables = new AssetTablesStep(
                service.cassandra(),
                service.tables(),
                found -> found(found, judges.tables()),
                new CassandraMetrics(metrics),
                metrics);
        this.backlog = new Backlog(settings.emission().backlog());
        this.workerLag = new WorkerLag(
                kafka::admin,
                service.topics(),
                () -> requiredTopics.partitionsOf(service.topics().events()),
                backlog,
                System::nanoTime);
        this.production = ProductionSignals.watch(settings, clock, metrics);
        // A step that fails is taken again: each starts one thing, and does so last.
        this.startUp = new StartUp(List.of(
                kafka::attempt,
                kafka::awaitRights,
                requiredTopics::missing,
                assetTables,
                this::startMeasuring,
                this::startStream,
                this::openIntake));
        this.state = new ServiceState(startUp);
    }

    /**
     * What requests are judged by.
     *
     * @param processors carry out synchronous jobs
     * @param resolver judges what a request asks of them
     * @param queries finds assets by queries
     * @param tables told of the tables when they are found
     */
    record Judges(Processors processors, ProcessorResolver resolver, QueryIndex queries, KnownTables tables) {}

    private void found(AssetSchema tables, KnownTables known) {
        known.found(new KnownTables.Found(tables.entries(), tables.deletionProblems()));
        schema = tables;
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
            if (streams != null) {
                streams.close();
            }
        }
        threads.close();
        workerLag.close();
        production.close();
        deadLetters.close();
        assetTables.close();
        kafka.close();
    }

    private Optional<String> startMeasuring() {
        workerLag.start();
        production.start();
        return Optional.empty();
    }

    private synchronized Optional<String> startStream() {
        AssetSchema found = schema;
        if (found == null) {
            return Optional.of("the asset tables");
        }
        Topics topics = settings.service().topics();
        AssetIndex index = found.index();
        AssetTables tables = settings.service().tables();
        BucketPattern pattern = tables.bucketPattern();
        AssetLocator locator = tables.locator(index);
        var planner = new SelectionPlanner(
                new SlicePlanner(index, pattern),
                new BucketSample(index, pattern),
                index,
                judges.queries(),
                deadLetters,
                locator);
        var reads = new GuardedReads(IdProducer::judged);
        var small = new SmallSets(planner, index, settings.synchronousMax());
        Planner guarded = (submit, pinned, round, kind) -> reads.stage(() -> small.plan(submit, pinned, round, kind));
        var rows = new WrittenRows(index, found.store(), locator);
        var compared = new ComparedJobs(
                guarded, judges.resolver(), new ComparedJobs.Sources(rows, locator, deadLetters), reads, clock);
        var sources = new IdSources(index, locator, judges.queries(), reads);
        var stream = new IdProducerStream(
                settings.creating(requiredTopics.creation()),
                new IdProducerStream.Judges(judges.resolver(), compared, compared),
                new Pages(sources, settings.emission().pageSize()),
                inPlace(found, reads));
        var wanted = new WorkersWanted(settings.finishWithin(), workerLag::workforce, System::nanoTime);
        var environment =
                new CoordinatorProcessor.Environment(clock, workerLag::latest, wanted, jobMetrics, production);
        StreamsRunner made = stream.runner(
                requiredTopics.partitionsOf(topics.slices()), readers, backlog, environment, System::nanoTime);
        made.bindTo(metrics);
        Gauge.builder(Metric.WORKER_LAG.meter(), backlog, Backlog::lag)
                .description(Metric.WORKER_LAG.help())
                .register(metrics);
        Gauge.builder(Metric.WORKERS_WANTED.meter(), wanted, WorkersWanted::wanted)
                .description(Metric.WORKERS_WANTED.help())
                .register(metrics);
        streams = made;
        made.start();
        state.started(made, () -> kafka.trouble().or(intake::trouble).or(assetTables::trouble));
        return Optional.empty();
    }

    private InPlace inPlace(AssetSchema found, GuardedReads guard) {
        PipelineSettings pipeline = settings.pipeline();
        var environment = new Environment(
                clock,
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextDouble(),
                threads.retries(),
                threads.decisions(),
                new MessageTopics(kafka::admin, System::nanoTime)::canSendTo);
        var maker = new PipelineMaker(pipeline, judges.processors(), environment, CassandraErrors::classify);
        return new InPlace(
                maker.over(Stores.of(found), RowsInFlight.UNWATCHED)::process,
                guard,
                pipeline.group().rowsMax(),
                pipeline.processorLimits());
    }

    private Optional<String> openIntake() {
        intake.open();
        return Optional.empty();
    }

    /** What one of them does not know counts as retryable there, so that the other may judge it. */
    private static RemoteError judged(Throwable failure) {
        RemoteError ofKafka = KafkaErrors.classify(failure);
        return ofKafka == RemoteError.RETRYABLE ? CassandraErrors.classify(failure) : ofKafka;
    }
}
