package dev.reprise.idproducer.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reprise.assets.AssetIndex;
import dev.reprise.assets.BucketFromId;
import dev.reprise.assets.BucketPattern;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.IdRange;
import dev.reprise.common.assets.LocatedId;
import dev.reprise.common.async.RemoteError;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.Pending;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.job.Progress;
import dev.reprise.common.kept.KeptEntries;
import dev.reprise.common.records.ForeignRecords;
import dev.reprise.common.records.TopicReaders;
import dev.reprise.common.topic.EventQueue;
import dev.reprise.common.topic.Topics;
import dev.reprise.common.wire.Json;
import dev.reprise.idproducer.emit.Backlog;
import dev.reprise.idproducer.emit.Emitter;
import dev.reprise.idproducer.emit.FakePipeline;
import dev.reprise.idproducer.emit.IdSources;
import dev.reprise.idproducer.emit.Pages;
import dev.reprise.idproducer.jobs.Coordinator;
import dev.reprise.idproducer.jobs.CoordinatorSettings;
import dev.reprise.idproducer.jobs.JobCommandHandler;
import dev.reprise.idproducer.jobs.JobDisplay;
import dev.reprise.idproducer.plan.BucketSample;
import dev.reprise.idproducer.plan.ProcessorResolver;
import dev.reprise.idproducer.plan.SelectionPlanner;
import dev.reprise.idproducer.plan.SlicePlanner;
import dev.reprise.idproducer.production.HandClock;
import dev.reprise.idproducer.production.ProductionTerms;
import dev.reprise.idproducer.production.ProductionWatch;
import dev.reprise.idproducer.query.NoQueryIndex;
import dev.reprise.idproducer.read.GuardedReads;
import dev.reprise.idproducer.scale.WorkersWanted;
import dev.reprise.idproducer.scale.Workforce;
import dev.reprise.processor.Resolution;
import dev.reprise.service.config.ProcessorLimits;
import dev.reprise.service.kafka.JobView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** The whole topology of id-producer over one bucket of rows; workers, clock and versions are the test's. */
abstract class TopologyFixture {

    static final Topics TOPICS = new Topics("");

    static final int ASSETS = 5;

    private static final ProcessorResolver PROCESSORS = (submit, types, jobs, tables) -> new Resolution.Accepted(
            new Pinned(submit.processor(), Map.of(), Map.of("movie", new Pending.BelowVersion(2))));

    final Rows rows = new Rows();
    private final HandClock clock = new HandClock();
    private final Backlog backlog = new Backlog(new Backlog.Bounds(Duration.ofSeconds(1), 100, 100));
    final List<TestRecord<byte[], byte[]>> events = new ArrayList<>();
    private final List<Object> processors = new ArrayList<>();
    private final TopologyTestDriver driver = driver();
    private long posted;
    private final Map<String, Job> newest = new HashMap<>();

    /** One bucket of rows whose version is the test's. */
    static final class Rows implements AssetIndex {
        int version = 1;

        @Override
        public CompletionStage<List<AssetPartition>> partitions(String assetType) {
            return partitions();
        }

        @Override
        public CompletionStage<List<AssetPartition>> partitions() {
            return CompletableFuture.completedFuture(List.of(new AssetPartition("movie", "2024-01")));
        }

        @Override
        public CompletionStage<Page> page(IdRange range, int limit) {
            return pageWithVersions(range, limit);
        }

        @Override
        public CompletionStage<Page> pageWithVersions(IdRange range, int limit) {
            List<Entry> found = IntStream.range(0, ASSETS)
                    .mapToObj(number -> new Entry(id(ASSETS - number), version))
                    .filter(entry -> entry.assetId().timestamp() < range.below().timestamp())
                    .limit(limit)
                    .toList();
            return CompletableFuture.completedFuture(Page.of(found, limit));
        }

        @Override
        public CompletionStage<Map<LocatedId, Entry>> versions(String assetType, List<LocatedId> assets) {
            return CompletableFuture.completedFuture(assets.stream()
                    .collect(Collectors.toMap(Function.identity(), one -> new Entry(one.assetId(), version))));
        }
    }

    static UUID id(int number) {
        return new UUID(((long) number << 32) | 0x1000L, 0x8080_8080_8080_8080L);
    }

    private <T> T kept(T processor) {
        processors.add(processor);
        return processor;
    }

    private TopologyTestDriver driver() {
        var readers = new TopicReaders(TOPICS, ForeignRecords.UNNOTICED);
        var jobView = new JobView(readers.jobs());
        var eventRuns = new ContiguousPartitioner();
        var settings = new CoordinatorSettings(
                2, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1), ProcessorLimits.NONE, ProductionTerms.NONE);
        var pattern = BucketPattern.of("yyyy-MM");
        var planner = new SelectionPlanner(
                new SlicePlanner(rows, pattern),
                new BucketSample(rows, pattern),
                rows,
                new NoQueryIndex(),
                (job, cause) -> CompletableFuture.completedFuture(Map.of()),
                new BucketFromId(pattern));
        var sources = new IdSources(
                rows,
                new BucketFromId(pattern),
                new NoQueryIndex(),
                new GuardedReads(failure -> RemoteError.RETRYABLE));
        var topology = new IdProducerTopology(TOPICS, 1, readers, jobView, eventRuns)
                .build(
                        () -> kept(new CoordinatorProcessor(
                                TOPICS,
                                readers,
                                new CoordinatorProcessor.Environment(
                                        clock,
                                        () -> EventQueue.UNKNOWN,
                                        new WorkersWanted(
                                                Duration.ofMinutes(1),
                                                () -> new Workforce(0, 1, 0, false),
                                                System::nanoTime),
                                        JobDisplay.IGNORED,
                                        new ProductionWatch(
                                                List.of(),
                                                ProductionTerms.NONE,
                                                new ProductionWatch.Lost(Duration.ofSeconds(1), true),
                                                clock)),
                                output -> new Coordinator(settings, planner, affinityKey -> 0, output),
                                (coordinator, output) -> new JobCommandHandler(coordinator, PROCESSORS, output))),
                        () -> kept(new EmitterProcessor(
                                readers,
                                clock,
                                eventRuns,
                                output -> new Emitter(
                                        new Pages(sources, 2),
                                        FakePipeline.NO_SYNCHRONOUS_JOBS,
                                        backlog,
                                        jobView::find,
                                        clock::nanos,
                                        output))));
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "id-producer-test");
        return new TopologyTestDriver(topology, properties);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    final void post(String topic, byte @Nullable [] key, byte @Nullable [] value) {
        post(topic, new TestRecord<>(key, value));
    }

    final void post(String topic, TestRecord<byte[], byte[]> record) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(record);
    }

    /** Posts a request about the assets of a selector's fields, as the intake hands it on. */
    final void submit(String job, String selector) {
        command(
                job,
                "{\"type\":\"submit\",\"job\":\"" + job + "\",\"selector\":{\"assetType\":\"movie\"" + selector
                        + "},\"processor\":{\"name\":\"migrate\",\"toVersion\":2}}");
    }

    final void command(String job, String request) {
        var record = new TestRecord<>(job.getBytes(UTF_8), request.getBytes(UTF_8));
        Map.of("partition", 1L, "offset", ++posted, "at", posted).forEach((name, number) -> record.headers()
                .add("reprise-posted-" + name, Long.toString(number).getBytes(UTF_8)));
        post(TOPICS.commands(), record);
    }

    /** Reports what the only task of the workers has counted of a job. */
    final void report(String job, Counts counts) {
        Progress progress = Progress.ofWorker(job, 0, counts, 0);
        post(TOPICS.progress(), progress.key().getBytes(UTF_8), Json.bytes(progress));
    }

    final void step() {
        clock.forward(Duration.ofMillis(100));
        backlog.measured(0, 0, clock.nanos());
        driver.advanceWallClockTime(Duration.ofMillis(100));
        events.addAll(read(TOPICS.events()));
        for (var record : read(TOPICS.jobs())) {
            Job job = Json.read(record.value(), Job.class);
            newest.put(job.job(), job);
        }
    }

    private List<TestRecord<byte[], byte[]>> read(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    final Job job(String job) {
        return Optional.ofNullable(newest.get(job)).orElseThrow();
    }

    /** Returns the keys of each store of the topology. */
    final Map<String, List<String>> stored() {
        Map<String, List<String>> keys = new TreeMap<>();
        driver.getAllStateStores().forEach((name, store) -> {
            try (var all = driver.<String, Object>getKeyValueStore(name).all()) {
                all.forEachRemaining(entry ->
                        keys.computeIfAbsent(name, unseen -> new ArrayList<>()).add(entry.key));
            }
        });
        return keys;
    }

    /** Returns how many entries coordinator and emitter hold in memory beside their stores, by the field that holds them. */
    final Map<String, Integer> keptEntries() {
        return KeptEntries.of(this, processors);
    }
}
