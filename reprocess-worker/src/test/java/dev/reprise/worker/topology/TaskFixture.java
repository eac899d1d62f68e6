package dev.reprise.worker.topology;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.reprise.common.async.Backoff;
import dev.reprise.common.async.RemoteError;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.AssetEventFormat;
import dev.reprise.common.event.OutcomeRecord;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Progress;
import dev.reprise.common.kept.KeptEntries;
import dev.reprise.common.records.ForeignRecords;
import dev.reprise.common.records.TopicReaders;
import dev.reprise.common.request.Limits;
import dev.reprise.common.request.Mode;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.Selector;
import dev.reprise.common.topic.Topics;
import dev.reprise.common.wire.Json;
import dev.reprise.migration.processor.MigrateProcessor;
import dev.reprise.pipeline.AssetPipeline;
import dev.reprise.pipeline.JobPipeline;
import dev.reprise.pipeline.MigrateTasks;
import dev.reprise.pipeline.RowsInFlight;
import dev.reprise.pipeline.RunningProcessors;
import dev.reprise.pipeline.SampleMigrations;
import dev.reprise.pipeline.SettleTime;
import dev.reprise.pipeline.boot.Sinks;
import dev.reprise.pipeline.decide.Decisions;
import dev.reprise.pipeline.decide.DirectDecisions;
import dev.reprise.pipeline.load.Reading;
import dev.reprise.pipeline.load.Rows;
import dev.reprise.processor.Processors;
import dev.reprise.service.kafka.JobView;
import dev.reprise.worker.concurrency.InFlightLimit;
import dev.reprise.worker.concurrency.InFlightLimiter;
import dev.reprise.worker.concurrency.PayloadMemory;
import dev.reprise.worker.topology.async.AsyncLimits;
import dev.reprise.worker.topology.async.CommitGuard;
import dev.reprise.worker.topology.async.CommitTimes;
import dev.reprise.worker.topology.async.InFlightBudget;
import dev.reprise.worker.topology.async.RestartBackoff;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** One task of the worker, whose jobs and clock are the test's, over a database without rows: every event ends as gone. */
abstract class TaskFixture {

    static final int PARKED_MAX = 10;

    private static final Decisions DECISIONS = new DirectDecisions();

    private static final Topics TOPICS = new Topics("");

    private final TopicReaders readers = new TopicReaders(TOPICS, ForeignRecords.UNNOTICED);
    private final JobView jobs = new JobView(readers.jobs());
    private final Map<String, Progress> progress = new LinkedHashMap<>();
    private final List<Integer> processed = new ArrayList<>();
    private final List<EventProcessor> processors = new ArrayList<>();
    private final TopologyTestDriver driver = driver();
    private final TestInputTopic<byte[], byte[]> events =
            driver.createInputTopic(TOPICS.events(), new ByteArraySerializer(), new ByteArraySerializer());
    private @Nullable Job last;
    long nanos;

    /** What a look into the topic of the jobs finds out about a job that the task does not know. */
    boolean mayExist = true;

    private TopologyTestDriver driver() {
        // A database in which nothing is.
        Rows nothing = (partition, assetIds, cancellation) ->
                CompletableFuture.completedFuture(new Reading(Map.of(), 0, System.currentTimeMillis()));
        var pipeline = new JobPipeline(
                new RunningProcessors(
                        Processors.of(List.of(new MigrateProcessor(SampleMigrations.catalog()))),
                        processor -> new Sinks(
                                (partition, writes, readAt, cancellation) -> CompletableFuture.failedFuture(
                                        new IllegalStateException("there is nothing to write")),
                                (partition, rows, readAt, cancellation) -> CompletableFuture.failedFuture(
                                        new IllegalStateException("there is nothing to delete")),
                                (partition, entries, readAt, cancellation) ->
                                        CompletableFuture.failedFuture(new IllegalStateException("there is no table")),
                                nothing,
                                topic -> CompletableFuture.completedFuture(false),
                                new OneTry()),
                        RowsInFlight.UNWATCHED),
                new AssetPipeline(
                        nothing, new SettleTime(Duration.ofSeconds(2)), failure -> RemoteError.FATAL, DECISIONS),
                1_000,
                DECISIONS);
        var operation = new EventOperation(pipeline, jobs::find, job -> CompletableFuture.completedFuture(mayExist));
        var limits = new AsyncLimits(4, 4, Duration.ofSeconds(5));
        var backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofSeconds(1), () -> nanos);
        var shared = new Shared(
                new CommitGuard(System::nanoTime, CommitTimes.IGNORED),
                limits,
                new InFlightBudget(100, 100),
                new RestartBackoff(backoff, () -> nanos, String::valueOf),
                new InFlightLimiter(InFlightLimit.fixed(100), 100, new PayloadMemory(Long.MAX_VALUE), () -> nanos),
                "topic-1");
        var holding = new Parking(jobs::find, () -> nanos, PARKED_MAX);
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "worker-test");
        return new TopologyTestDriver(
                WorkerTopology.build(TOPICS, jobs, () -> {
                    var processor =
                            new EventProcessor(operation, shared, holding, readers.events(), (job, type, result) -> {});
                    processors.add(processor);
                    return processor;
                }),
                properties);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    final void job(String job, JobStatus state) {
        job(job, state, SampleMigrations.catalog().checksums("movie", 2));
    }

    final void job(String job, JobStatus state, Map<String, String> checksums) {
        var processor = new ProcessorSpec("migrate", Map.of("toVersion", IntNode.valueOf(2)));
        var submit = new Request.Submit(
                job,
                new Selector.ByType(List.of("movie"), null, null, null),
                processor,
                Mode.RUN,
                Limits.NONE,
                true,
                null,
                null);
        Job record = new Job(
                job,
                state,
                submit,
                new Job.Slices(1, 0),
                Counts.ZERO,
                1,
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                null,
                MigrateTasks.pinned("movie", 2, checksums),
                1);
        publish(record);
    }

    /** Tells the task that no totals of a job are waited for any more. */
    final void ledgerClosed(String job) {
        job(job, JobStatus.COMPLETED);
        publish(Objects.requireNonNull(last).withLedgerClosed());
    }

    private void publish(Job record) {
        last = record;
        driver.createInputTopic(TOPICS.jobs(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(record.job(), Json.bytes(record));
    }

    /** Returns the store of the totals, with what else is in it. */
    final KeyValueStore<String, byte[]> totalsStore() {
        return driver.getKeyValueStore(Names.TOTALS);
    }

    /** Returns the jobs whose totals the task keeps. */
    final List<String> totals() {
        List<String> jobs = keys(Names.TOTALS);
        jobs.remove(ProcessedEvents.KEY);
        return jobs;
    }

    /** Returns the keys of a store. */
    final List<String> keys(String store) {
        List<String> keys = new ArrayList<>();
        try (var all = driver.<String, byte[]>getKeyValueStore(store).all()) {
            all.forEachRemaining(entry -> keys.add(entry.key));
        }
        return keys;
    }

    /** Returns how many entries the task holds in memory beside its stores, by the field that holds them. */
    final Map<String, Integer> keptEntries() {
        return KeptEntries.of(this, processors);
    }

    /** Sends an event of a job to the task, which commits at once. */
    final void event(String job, int number) {
        event(job, number, Map.of());
    }

    final void event(String job, int number, Map<String, String> headers) {
        var record = eventRecord(job, number);
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        post(record);
    }

    static TestRecord<byte[], byte[]> eventRecord(String job, int number) {
        UUID id = new UUID(0x1000L, number);
        return new TestRecord<>(
                id.toString().getBytes(StandardCharsets.UTF_8),
                AssetEventFormat.bytes(new AssetEvent(job, "movie", "2024-01", id)));
    }

    /** Sends any record to the task. */
    final void post(TestRecord<byte[], byte[]> record) {
        events.pipeInput(record);
    }

    /** Puts any record among those of the jobs. */
    final void postJob(TestRecord<byte[], byte[]> record) {
        driver.createInputTopic(TOPICS.jobs(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(record);
    }

    final void events(String job, int from, int to) {
        for (int number = from; number < to; number++) {
            event(job, number);
        }
    }

    final void tick() {
        driver.advanceWallClockTime(Duration.ofMillis(20));
        // What the tick has begun is over and committed with the next record or tick.
        driver.advanceWallClockTime(Duration.ofMillis(20));
    }

    /** Returns the numbers of the events that came to an outcome, in order. */
    final List<Integer> processed() {
        driver.createOutputTopic(TOPICS.outcomes(), new StringDeserializer(), new ByteArrayDeserializer())
                .readValuesToList()
                .forEach(value -> processed.add(
                        (int) Json.read(value, OutcomeRecord.class).assetId().getLeastSignificantBits()));
        return processed;
    }

    /** Returns the newest totals of a job. */
    final Progress progress(String job) {
        driver.createOutputTopic(TOPICS.progress(), new StringDeserializer(), new ByteArrayDeserializer())
                .readKeyValuesToList()
                .forEach(record -> progress.put(record.key, Json.read(record.value, Progress.class)));
        return progress.getOrDefault(job + "/worker/0", Progress.ofWorker(job, 0, Counts.ZERO, 0));
    }

    /** Returns the headers of each dead letter that was not returned before. */
    final List<Map<String, String>> deadLetters() {
        return deadLetterRecords().stream()
                .map(record -> Stream.of(record.headers().toArray())
                        .collect(Collectors.toMap(Header::key, one -> new String(one.value(), StandardCharsets.UTF_8))))
                .toList();
    }

    /** Returns each dead letter that was not returned before. */
    final List<TestRecord<byte[], byte[]>> deadLetterRecords() {
        return driver.createOutputTopic(TOPICS.deadLetters(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    static String text(TestRecord<byte[], byte[]> record, String header) {
        Header last = record.headers().lastHeader(header);
        return last == null ? "" : new String(last.value(), StandardCharsets.UTF_8);
    }
}
