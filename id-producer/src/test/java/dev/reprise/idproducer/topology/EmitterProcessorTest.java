package dev.reprise.idproducer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.assets.BucketFromId;
import dev.reprise.assets.BucketPattern;
import dev.reprise.common.assets.BucketRun;
import dev.reprise.common.assets.LocatedId;
import dev.reprise.common.async.RemoteError;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.AssetEventFormat;
import dev.reprise.common.job.Pending;
import dev.reprise.common.job.Slice;
import dev.reprise.common.records.ForeignRecords;
import dev.reprise.common.records.TopicReaders;
import dev.reprise.common.topic.Topics;
import dev.reprise.common.wire.Json;
import dev.reprise.idproducer.emit.Backlog;
import dev.reprise.idproducer.emit.Emitter;
import dev.reprise.idproducer.emit.FakeIndex;
import dev.reprise.idproducer.emit.FakePipeline;
import dev.reprise.idproducer.emit.IdSources;
import dev.reprise.idproducer.emit.Pages;
import dev.reprise.idproducer.emit.RememberedIds;
import dev.reprise.idproducer.emit.SliceCursor;
import dev.reprise.idproducer.query.NoQueryIndex;
import dev.reprise.idproducer.read.GuardedReads;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** What an event carries beside its value, and what is kept for the verification. */
class EmitterProcessorTest {

    private static final Topics TOPICS = new Topics("");

    private static final Slice SHARD = shard("job", 1, Slice.Kind.EMIT, 7);

    private static final Slice SHARD_AGAIN = shard("job", 2, Slice.Kind.VERIFY, 7);

    private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
    private final KeyValueStore<String, byte[]> deadLetters = store(Names.EMITTER_DEAD_LETTERS, Serdes.ByteArray());
    private final KeyValueStore<String, byte[]> selected = store(Names.EMITTER_SELECTED, Serdes.ByteArray());
    private final EmitterProcessor processor = processor();

    private EmitterProcessor processor() {
        store(Names.EMITTER_CURSORS, Serdes.ByteArray());
        store(Names.EMITTER_INDEXED, Serdes.Long());
        var sources = new IdSources(
                new FakeIndex(),
                new BucketFromId(BucketPattern.of("yyyy-MM")),
                new NoQueryIndex(),
                new GuardedReads(failure -> RemoteError.RETRYABLE));
        var backlog = new Backlog(new Backlog.Bounds(Duration.ofSeconds(1), 1, 1));
        var made = new EmitterProcessor(
                new TopicReaders(TOPICS, ForeignRecords.UNNOTICED),
                Clock.systemUTC(),
                new ContiguousPartitioner(),
                output -> new Emitter(
                        new Pages(sources, 1),
                        FakePipeline.NO_SYNCHRONOUS_JOBS,
                        backlog,
                        job -> Optional.empty(),
                        () -> 0,
                        output));
        made.init(context);
        return made;
    }

    private <T> KeyValueStore<String, T> store(String name, Serde<T> serde) {
        KeyValueStore<String, T> made = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), Serdes.String(), serde)
                .withLoggingDisabled()
                .build();
        made.init(context.getStateStoreContext(), made);
        context.addStateStore(made);
        return made;
    }

    private static Slice shard(String job, int round, Slice.Kind kind, int number) {
        Pending below = kind == Slice.Kind.EMIT ? null : new Pending.BelowVersion(2);
        return Slice.ofShard(job, round, kind, "movie", below, new Slice.IdShard(number, 0, null));
    }

    private static LocatedId located(String bucket, int id) {
        return new LocatedId(bucket, new UUID(0x1000L, id));
    }

    private RememberedIds remembered(String from) {
        return processor.remembered(SHARD_AGAIN, from).orElseThrow();
    }

    private static List<String> keys(KeyValueIterator<String, ?> entries) {
        List<String> keys = new ArrayList<>();
        try (entries) {
            entries.forEachRemaining(entry -> keys.add(entry.key));
        }
        return keys;
    }

    private void take(Slice slice) {
        context.setRecordMetadata(TOPICS.slices(), 0, 0);
        processor.process(new Record<>(slice.key(), Json.bytes(slice), 0));
    }

    private void noteDeadLetter(LocatedId asset) {
        context.setRecordMetadata("dead-letters-by-affinity-key", 0, 0);
        var event = new AssetEvent("job", "movie", asset.bucket(), asset.assetId());
        processor.process(new Record<>(SHARD.affinityKey(), AssetEventFormat.bytes(event), 0));
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
        var slice = new Slice(
                "job",
                2,
                Slice.Kind.VERIFY,
                "movie",
                null,
                null,
                null,
                new Pending.BelowVersion(2),
                new Slice.IdShard(7, 0, null));

        emit(slice, "2024-03", 2);

        assertThat(headers().get(1)).isEqualTo(Map.of(AssetEvent.ROUND_HEADER, "2", AssetEvent.ID_SHARD_HEADER, "7"));
    }

    @Test
    void should_remember_ids_with_the_buckets_they_were_emitted_in() {
        processor.remember(SHARD, 0, List.of(located("b", 0), located("a", 1), located("b", 2)));
        processor.remember(SHARD, 3, List.of(located("c", 3)));
        processor.remember(shard("job", 1, Slice.Kind.EMIT, 8), 0, List.of(located("d", 4)));

        RememberedIds first = remembered("");
        assertThat(BucketRun.located(first.ids(), Objects.requireNonNull(first.buckets())))
                .containsExactly(located("a", 1), located("b", 0), located("b", 2));
        RememberedIds second = remembered(first.key() + "+");
        assertThat(BucketRun.located(second.ids(), Objects.requireNonNull(second.buckets())))
                .containsExactly(located("c", 3));
        assertThat(processor.remembered(SHARD_AGAIN, second.key() + "+")).isEmpty();
    }

    @Test
    void should_remember_ids_alone_when_an_older_release_has_kept_no_buckets() {
        var older = RememberedIds.of("000000-000000000000", List.of(located("a", 0), located("a", 1)));
        selected.put(SHARD.affinityKey() + "/" + older.key(), older.idBytes());

        assertThat(remembered("")).isEqualTo(new RememberedIds(older.key(), older.ids(), null));
    }

    @Test
    void should_keep_buckets_where_an_older_release_does_not_look_for_ids() {
        processor.remember(SHARD, 0, List.of(located("b", 0), located("a", 1)));
        processor.remember(SHARD, 2, List.of(located("b", 2)));

        assertThat(keys(selected.range(SHARD.affinityKey() + "/", SHARD.affinityKey() + "/~")))
                .containsExactly(
                        SHARD.affinityKey() + "/000000-000000000000", SHARD.affinityKey() + "/000000-000000000002");
    }

    @Test
    void should_forget_all_that_is_kept_of_a_job_and_nothing_of_another() {
        Slice other = shard("job-2", 1, Slice.Kind.EMIT, 7);
        processor.remember(other, 0, List.of(located("a", 1)));
        List<String> ofOther = keys(selected.all());
        processor.remember(SHARD, 0, List.of(located("b", 0)));
        take(SHARD);
        noteDeadLetter(located("b", 0));
        assertThat(keys(deadLetters.all())).hasSize(1);

        processor.forget(SliceCursor.begin(SHARD));

        assertThat(keys(selected.all())).containsExactlyElementsOf(ofOther);
        assertThat(keys(deadLetters.all())).isEmpty();
    }

    @Test
    void should_tell_an_asset_with_a_dead_letter_from_the_same_id_in_another_bucket() {
        take(SHARD);
        noteDeadLetter(located("a", 1));

        assertThat(processor.isDeadLettered(SHARD_AGAIN, located("a", 1))).isTrue();
        assertThat(processor.isDeadLettered(SHARD_AGAIN, located("b", 1))).isFalse();
    }

    @Test
    void should_count_a_dead_letter_once_when_an_older_release_has_noted_it_without_its_bucket() {
        deadLetters.put(SHARD.affinityKey() + "/" + located("a", 1).assetId(), new byte[] {1});
        take(SHARD);
        noteDeadLetter(located("a", 1));
        noteDeadLetter(located("a", 2));
        noteDeadLetter(located("a", 2));

        assertThat(processor.isDeadLettered(SHARD_AGAIN, located("a", 1))).isTrue();
        assertThat(context.forwarded()).as("reports of one more").hasSize(1);
    }

    @Test
    void should_note_no_dead_letter_when_no_slice_of_its_job_is_held() {
        noteDeadLetter(located("a", 1));

        assertThat(keys(deadLetters.all())).isEmpty();
        assertThat(context.forwarded()).isEmpty();
    }
}
