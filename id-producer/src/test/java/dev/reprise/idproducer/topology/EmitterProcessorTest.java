package dev.reprise.idproducer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.assets.BucketFromId;
import dev.reprise.common.assets.BucketPattern;
import dev.reprise.common.assets.RemoteError;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.job.Slice;
import dev.reprise.common.records.ForeignRecords;
import dev.reprise.common.records.TopicReaders;
import dev.reprise.common.topic.Topics;
import dev.reprise.idproducer.emit.Backlog;
import dev.reprise.idproducer.emit.Emitter;
import dev.reprise.idproducer.emit.FakeIndex;
import dev.reprise.idproducer.emit.IdSources;
import dev.reprise.idproducer.query.NoQueryIndex;
import dev.reprise.idproducer.read.GuardedReads;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** What an event carries beside its value. */
class EmitterProcessorTest {

    private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
    private final EmitterProcessor processor = processor();

    private EmitterProcessor processor() {
        KeyValueStore<String, byte[]> cursors = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(Names.EMITTER_CURSORS), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        cursors.init(context.getStateStoreContext(), cursors);
        context.addStateStore(cursors);
        var sources = new IdSources(
                new FakeIndex(),
                new BucketFromId(BucketPattern.of("yyyy-MM")),
                new NoQueryIndex(),
                new GuardedReads(failure -> RemoteError.RETRYABLE));
        var backlog = new Backlog(new Backlog.Bounds(Duration.ofSeconds(1), 1, 1));
        var made = new EmitterProcessor(
                new TopicReaders(new Topics(""), ForeignRecords.UNNOTICED),
                Clock.systemUTC(),
                new EventRuns(),
                job -> false,
                output -> new Emitter(sources, 1, backlog, job -> Optional.empty(), () -> 0, output));
        made.init(context);
        return made;
    }

    private void emit(Slice slice, String bucket, int events) {
        for (int i = 0; i < events; i++) {
            processor.emit(new AssetEvent(slice.job(), slice.assetType(), bucket, new UUID(0x1000L, i)), slice);
        }
    }

    private List<Map<String, String>> headers() {
        return context.forwarded().stream()
                .map(MockProcessorContext.CapturedForward::record)
                .map(EmitterProcessorTest::headers)
                .toList();
    }

    private static Map<String, String> headers(Record<?, ?> record) {
        return Stream.of(record.headers().toArray())
                .collect(Collectors.toMap(Header::key, one -> new String(one.value(), StandardCharsets.UTF_8)));
    }

    @Test
    void should_mark_where_runs_begin_and_nothing_else_when_a_bucket_is_emitted_first() {
        var slice = new Slice("job", 1, Slice.Kind.EMIT, "movie", "2024-03", null, null, null);

        emit(slice, "2024-03", 65);
        emit(slice, "2024-02", 1);

        List<Map<String, String>> headers = headers();
        Map<String, String> mark = Map.of(AssetEvent.RUN_HEADER, "");
        assertThat(headers).hasSize(66);
        assertThat(List.of(headers.get(0), headers.get(64), headers.get(65))).containsOnly(mark);
        assertThat(headers.subList(1, 64)).containsOnly(Map.of());
    }

    @Test
    void should_tell_round_and_share_when_they_matter() {
        var slice = new Slice("job", 2, Slice.Kind.VERIFY, "movie", null, null, null, 2, new Slice.Share(7, 0, null));

        emit(slice, "2024-03", 2);

        assertThat(headers().get(1)).isEqualTo(Map.of(AssetEvent.ROUND_HEADER, "2", AssetEvent.SHARE_HEADER, "7"));
    }
}
