package dev.reprise.idproducer.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.Pending;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.records.ForeignRecords;
import dev.reprise.common.records.TopicReaders;
import dev.reprise.common.request.Rejection;
import dev.reprise.common.topic.EventQueue;
import dev.reprise.common.topic.Topics;
import dev.reprise.common.wire.Json;
import dev.reprise.idproducer.jobs.Coordinator;
import dev.reprise.idproducer.jobs.CoordinatorSettings;
import dev.reprise.idproducer.jobs.JobCommandHandler;
import dev.reprise.idproducer.jobs.JobDisplay;
import dev.reprise.idproducer.plan.ProcessorResolver;
import dev.reprise.idproducer.production.ProductionTerms;
import dev.reprise.idproducer.production.ProductionWatch;
import dev.reprise.idproducer.scale.WorkersWanted;
import dev.reprise.idproducer.scale.Workforce;
import dev.reprise.processor.Resolution;
import dev.reprise.service.config.ProcessorLimits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the coordinator makes of the records of {@code reprocess-commands}: each request has one effect or one rejection. */
class CommandsTest {

    private static final Topics TOPICS = new Topics("");

    private static final String SUBMIT =
            "{\"type\":\"submit\",\"job\":\"%s\",\"selector\":{\"assetType\":\"m\"},\"processor\":{\"name\":\"x\"}}";

    private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
    private final CoordinatorProcessor processor = processor();

    /** Fails for one job, whatever it is asked. */
    private static final ProcessorResolver PROCESSORS = (submit, types, jobs, tables) -> {
        if (submit.job().equals("breaks")) {
            throw new ArithmeticException("Overflow");
        }
        return new Resolution.Accepted(
                new Pinned(submit.processor(), Map.of(), Map.of("m", new Pending.BelowVersion(2))));
    };

    private CoordinatorProcessor processor() {
        for (String name : List.of(Names.COORDINATOR_JOBS, Names.COORDINATOR_DEDUPLICATION, Names.COORDINATOR_TOTALS)) {
            KeyValueStore<String, byte[]> store = Stores.keyValueStoreBuilder(
                            Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                    .withLoggingDisabled()
                    .build();
            store.init(context.getStateStoreContext(), store);
            context.addStateStore(store);
        }
        var settings = new CoordinatorSettings(
                2,
                Duration.ofSeconds(2),
                Duration.ofMillis(500),
                Duration.ofMinutes(1),
                ProcessorLimits.NONE,
                ProductionTerms.NONE);
        Clock clock = Clock.systemUTC();
        var made = new CoordinatorProcessor(
                TOPICS,
                new TopicReaders(TOPICS, ForeignRecords.UNNOTICED),
                new CoordinatorProcessor.Environment(
                        clock,
                        () -> EventQueue.UNKNOWN,
                        new WorkersWanted(Duration.ofMinutes(1), () -> new Workforce(0, 1, 0, false), System::nanoTime),
                        JobDisplay.IGNORED,
                        new ProductionWatch(
                                List.of(),
                                ProductionTerms.NONE,
                                new ProductionWatch.Lost(Duration.ofSeconds(1), true),
                                clock)),
                output -> new Coordinator(
                        settings,
                        (submit, targets, round, kind) -> {
                            throw new AssertionError("nothing is planned without a tick");
                        },
                        affinityKey -> 0,
                        output),
                (coordinator, output) -> new JobCommandHandler(coordinator, PROCESSORS, output));
        made.init(context);
        return made;
    }

    private void command(@Nullable String key, byte @Nullable [] value, Headers headers) {
        context.setRecordMetadata(TOPICS.commands(), 0, 0);
        processor.process(new Record<>(key, value, 0, headers));
    }

    private void accepted(long offset, String value) {
        command("j", value.getBytes(UTF_8), headers(offset));
    }

    private void refused(long offset, String reason) {
        byte[] rejection = Rejection.bytes(
                List.of(reason), null, new Rejection.Position(TOPICS.requests(), 1, offset), Instant.EPOCH);
        command(null, rejection, headers(offset).add("reprise-refused", new byte[0]));
    }

    private static Headers headers(long offset) {
        return new RecordHeaders()
                .add("reprise-posted-partition", "1".getBytes(UTF_8))
                .add("reprise-posted-offset", Long.toString(offset).getBytes(UTF_8))
                .add("reprise-posted-at", "1000".getBytes(UTF_8));
    }

    private List<String> reasons() {
        return context.forwarded().stream()
                .filter(one ->
                        one.childName().filter(Names.TO_REJECTIONS::equals).isPresent())
                .map(one -> Json.read(one.record().value(), Rejection.class)
                        .reasons()
                        .get(0))
                .toList();
    }

    @Test
    void should_publish_each_rejection_once_when_the_intake_repeats_itself() {
        refused(5, "first");
        refused(6, "second");
        accepted(7, "{\"type\":\"pause\",\"job\":\"nobody\"}");
        refused(5, "first, judged again");
        refused(6, "second, judged again");
        accepted(7, "{\"type\":\"pause\",\"job\":\"nobody\"}");
        refused(8, "third");

        assertThat(reasons()).containsExactly("first", "second", "there is no job 'nobody'", "third");
        assertThat(context.committed()).as("people wait for an answer").isTrue();
    }

    @Test
    void should_reject_and_go_on_when_a_request_cannot_be_judged() {
        accepted(1, SUBMIT.formatted("breaks"));
        accepted(2, "{\"type\":\"throttle\",\"job\":\"x\",\"eventsPerSecond\":100e2147483647}");
        accepted(3, "no JSON");
        accepted(4, SUBMIT.formatted("sound"));

        assertThat(reasons()).hasSize(3);
        assertThat(reasons().get(0)).isEqualTo("the request cannot be judged: java.lang.ArithmeticException: Overflow");
        assertThat(context.forwarded().stream()
                        .filter(one ->
                                one.childName().filter(Names.TO_JOBS::equals).isPresent()))
                .as("the next one is served")
                .hasSize(1);
    }

    @Test
    void should_pass_over_what_the_intake_has_not_written() {
        command("j", "{\"type\":\"pause\",\"job\":\"j\"}".getBytes(UTF_8), new RecordHeaders());
        command("j", null, headers(1));
        command(null, new byte[0], new RecordHeaders().add("reprise-refused", null));
        command(
                "j",
                new byte[] {1},
                new RecordHeaders()
                        .add("reprise-posted-partition", null)
                        .add("reprise-posted-offset", "x".getBytes(UTF_8))
                        .add("reprise-posted-at", new byte[0]));

        assertThat(context.forwarded()).isEmpty();
    }
}
