package dev.reprise.idproducer.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.assets.AssetIndex;
import dev.reprise.assets.BucketFromId;
import dev.reprise.assets.BucketPattern;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.IdRange;
import dev.reprise.common.assets.LocatedId;
import dev.reprise.common.async.RemoteError;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.AssetEventFormat;
import dev.reprise.common.event.DeadLetterHeaders;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Pending;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.job.Progress;
import dev.reprise.common.records.ForeignRecords;
import dev.reprise.common.records.StrangeRecords;
import dev.reprise.common.records.TopicReaders;
import dev.reprise.common.records.TopicRecord;
import dev.reprise.common.topic.EventQueue;
import dev.reprise.common.topic.Topics;
import dev.reprise.common.wire.Json;
import dev.reprise.idproducer.emit.Backlog;
import dev.reprise.idproducer.emit.Emitter;
import dev.reprise.idproducer.emit.FakePipeline;
import dev.reprise.idproducer.emit.IdSources;
import dev.reprise.idproducer.jobs.Coordinator;
import dev.reprise.idproducer.jobs.CoordinatorSettings;
import dev.reprise.idproducer.jobs.JobCommandHandler;
import dev.reprise.idproducer.jobs.JobDisplay;
import dev.reprise.idproducer.plan.ProcessorResolver;
import dev.reprise.idproducer.plan.SlicePlanner;
import dev.reprise.idproducer.production.ProductionTerms;
import dev.reprise.idproducer.production.ProductionWatch;
import dev.reprise.idproducer.query.NoQueryIndex;
import dev.reprise.idproducer.read.GuardedReads;
import dev.reprise.idproducer.scale.WorkersWanted;
import dev.reprise.idproducer.scale.Workforce;
import dev.reprise.processor.Resolution;
import dev.reprise.service.config.ProcessorLimits;
import dev.reprise.service.kafka.JobView;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A job through the whole topology, from its request to its end, while strangers write into every topic. */
class ForeignRecordsTest {

    private static final Topics TOPICS = new Topics("");

    private static final int ASSETS = 5;

    private static final String JOB = "job-1";

    private static final ProcessorResolver PROCESSORS = (submit, types, jobs) -> new Resolution.Accepted(
            new Pinned(submit.processor(), Map.of(), Map.of("movie", new Pending.BelowVersion(2))));

    private final Rows rows = new Rows();
    private final Backlog backlog = new Backlog(new Backlog.Bounds(Duration.ofSeconds(1), 100, 100));
    private final List<TestRecord<byte[], byte[]>> events = new ArrayList<>();
    private final TopologyTestDriver driver = driver();
    private long nanos;
    private @Nullable Job newest;

    /** One bucket of rows whose version is the test's. */
    private static final class Rows implements AssetIndex {
        private int version = 1;

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
            return CompletableFuture.completedFuture(Map.of());
        }
    }

    private static UUID id(int number) {
        return new UUID(((long) number << 32) | 0x1000L, 0x8080_8080_8080_8080L);
    }

    private TopologyTestDriver driver() {
        var readers = new TopicReaders(TOPICS, ForeignRecords.UNNOTICED);
        var jobView = new JobView(readers.jobs());
        var eventRuns = new ContiguousPartitioner();
        var settings = new CoordinatorSettings(
                2, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1), ProcessorLimits.NONE, ProductionTerms.NONE);
        var planner = new SlicePlanner(rows, BucketPattern.of("yyyy-MM"));
        var sources = new IdSources(
                rows,
                new BucketFromId(BucketPattern.of("yyyy-MM")),
                new NoQueryIndex(),
                new GuardedReads(failure -> RemoteError.RETRYABLE));
        Clock clock = Clock.systemUTC();
        var topology = new IdProducerTopology(TOPICS, 1, readers, jobView, eventRuns)
                .build(
                        () -> new CoordinatorProcessor(
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
                                (coordinator, output) -> new JobCommandHandler(coordinator, PROCESSORS, output)),
                        () -> new EmitterProcessor(
                                readers,
                                clock,
                                eventRuns,
                                job -> false,
                                output -> new Emitter(
                                        new Emitter.Pages(sources, 2),
                                        FakePipeline.NO_SYNCHRONOUS_JOBS,
                                        backlog,
                                        jobView::find,
                                        () -> nanos,
                                        output)));
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "id-producer-test");
        return new TopologyTestDriver(topology, properties);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    private void post(String topic, byte @Nullable [] key, byte @Nullable [] value) {
        post(topic, new TestRecord<>(key, value));
    }

    private void post(String topic, TestRecord<byte[], byte[]> record) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(record);
    }

    private void post(String topic, TopicRecord strange) {
        var record = new TestRecord<>(strange.key(), strange.value());
        strange.headers().forEach(header -> record.headers().add(header.name(), header.value()));
        post(topic, record);
    }

    private void submit() {
        byte[] request = ("{\"type\":\"submit\",\"job\":\"" + JOB + "\",\"selector\":{\"assetType\":\"movie\"},"
                        + "\"processor\":{\"name\":\"migrate\",\"toVersion\":2}}")
                .getBytes(UTF_8);
        var record = new TestRecord<>(JOB.getBytes(UTF_8), request);
        List.of("partition", "offset", "at")
                .forEach(name -> record.headers().add("reprise-posted-" + name, "1".getBytes(UTF_8)));
        post(TOPICS.commands(), record);
    }

    private void report(Counts counts) {
        Progress progress = Progress.ofWorker(JOB, 0, counts, 0);
        post(TOPICS.progress(), progress.key().getBytes(UTF_8), Json.bytes(progress));
    }

    private void step() {
        nanos += Duration.ofMillis(100).toNanos();
        backlog.measured(0, 0, nanos);
        driver.advanceWallClockTime(Duration.ofMillis(100));
        events.addAll(read(TOPICS.events()));
        for (var record : read(TOPICS.jobs())) {
            newest = Json.read(record.value(), Job.class);
        }
    }

    private List<TestRecord<byte[], byte[]>> read(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    private Job job() {
        return Optional.ofNullable(newest).orElseThrow();
    }

    @Test
    void should_complete_with_exact_counts_when_strange_records_stand_in_every_topic() {
        long seed = new Random().nextLong();
        System.out.println("foreign records: seed " + seed);
        var strange = new StrangeRecords(seed, TOPICS, JOB);
        List<String> topics = List.of(TOPICS.jobs(), TOPICS.slices(), TOPICS.progress(), TOPICS.deadLetters());

        submit();
        for (int step = 0; step < 60; step++) {
            for (String topic : topics) {
                post(topic, strange.next(topic));
            }
            if (step == 30) {
                assertThat(events).hasSize(ASSETS);
                rows.version = 2;
                report(new Counts(0, ASSETS, 0, 0, 0, 0));
            }
            step();
        }

        assertThat(events).hasSize(ASSETS);
        assertThat(job().state()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job().counts()).isEqualTo(new Counts(ASSETS, ASSETS, 0, 0, 0, 0));
    }

    @Test
    void should_go_on_when_somebody_deletes_the_totals_of_a_source() {
        submit();
        IntStream.range(0, 20).forEach(step -> step());
        report(new Counts(0, 3, 0, 0, 0, 0));
        post(TOPICS.progress(), (JOB + "/worker/0").getBytes(UTF_8), null);
        post(TOPICS.progress(), null, null);
        post(TOPICS.jobs(), JOB.getBytes(UTF_8), null);
        rows.version = 2;
        report(new Counts(0, ASSETS, 0, 0, 0, 0));
        IntStream.range(0, 20).forEach(step -> step());

        assertThat(job().state()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void should_not_leave_an_asset_out_of_the_verification_when_its_dead_letter_is_not_of_the_job() {
        submit();
        IntStream.range(0, 20).forEach(step -> step());
        // A stranger's copy of an event, with a round that is none, became a dead letter.
        byte[] event = AssetEventFormat.bytes(new AssetEvent(JOB, "movie", "2024-01", id(1)));
        var letter = new TestRecord<>(new byte[0], event);
        letter.headers().add(AssetEvent.ROUND_HEADER, new byte[0]);
        letter.headers().add(DeadLetterHeaders.CAUSE, "MalformedEvent".getBytes(UTF_8));
        letter.headers().add(DeadLetterHeaders.REASON, "an event has no number in its header".getBytes(UTF_8));
        letter.headers().add(DeadLetterHeaders.STAGE, "read".getBytes(UTF_8));
        letter.headers().add(DeadLetterHeaders.FINGERPRINT, "0123456789ab".getBytes(UTF_8));
        post(TOPICS.deadLetters(), letter);
        // The rows were overtaken: all of them are below the target still.
        report(new Counts(0, 0, 0, ASSETS, 0, 0));
        IntStream.range(0, 20).forEach(step -> step());

        assertThat(events).as("each asset once more").hasSize(2 * ASSETS);
    }
}
