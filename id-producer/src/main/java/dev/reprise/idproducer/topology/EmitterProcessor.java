package dev.reprise.idproducer.topology;

import dev.reprise.common.assets.LocatedId;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.AssetEventFormat;
import dev.reprise.common.job.Progress;
import dev.reprise.common.job.Slice;
import dev.reprise.common.records.EventRecord;
import dev.reprise.common.records.RecordReader;
import dev.reprise.common.records.TopicReaders;
import dev.reprise.common.wire.Json;
import dev.reprise.idproducer.emit.Emitter;
import dev.reprise.idproducer.emit.EmitterOutput;
import dev.reprise.idproducer.emit.RememberedIds;
import dev.reprise.idproducer.emit.SliceCursor;
import dev.reprise.pipeline.kafka.DeadLetterForm;
import dev.reprise.pipeline.kafka.ResultRecords;
import dev.reprise.pipeline.result.Result;
import dev.reprise.service.kafka.StoredState;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The emitter as a stream processor: slices and dead letters come in by records, cursors live in a store, and events leave in
 * the transaction that moves their cursor.
 *
 * <p>Threading: one stream thread.
 */
final class EmitterProcessor implements Processor<String, byte[], byte[], byte[]>, EmitterOutput {

    private static final Duration TICK = Duration.ofMillis(20);

    private static final byte[] PRESENT = {1};

    private static final byte[] NO_VALUE = {};

    /** Above every digit. */
    private static final char BEHIND_DIGITS = '~';

    private final RecordReader<Slice> slices;
    private final RecordReader<EventRecord> deadLettersByAffinityKey;
    private final Clock clock;
    private final ContiguousPartitioner eventRuns;
    private final Function<EmitterOutput, Emitter> emitters;
    private ProcessorContext<byte[], byte[]> context;
    private ResultRecords results;
    private KeyValueStore<String, byte[]> cursors;
    private KeyValueStore<String, byte[]> deadLetters;
    private KeyValueStore<String, Long> indexed;
    private KeyValueStore<String, byte[]> selected;
    private Emitter emitter;

    /**
     * Creates the processor.
     *
     * @param readers read what comes in
     * @param eventRuns is told of each event before it is forwarded
     */
    EmitterProcessor(
            TopicReaders readers,
            Clock clock,
            ContiguousPartitioner eventRuns,
            Function<EmitterOutput, Emitter> emitters) {
        this.slices = readers.slices();
        this.deadLettersByAffinityKey = readers.deadLettersByAffinityKey();
        this.clock = clock;
        this.eventRuns = eventRuns;
        this.emitters = emitters;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
        results = new ResultRecords(processorContext);
        cursors = context.getStateStore(Names.EMITTER_CURSORS);
        deadLetters = context.getStateStore(Names.EMITTER_DEAD_LETTERS);
        indexed = context.getStateStore(Names.EMITTER_INDEXED);
        selected = context.getStateStore(Names.EMITTER_SELECTED);
        emitter = emitters.apply(this);
        try (KeyValueIterator<String, byte[]> stored = cursors.all()) {
            stored.forEachRemaining(entry ->
                    emitter.hold(StoredState.read(Names.EMITTER_CURSORS, entry.key, entry.value, SliceCursor.class)));
        }
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> emitter.tick());
    }

    @Override
    public void process(Record<String, byte[]> record) {
        String topic = context.recordMetadata().orElseThrow().topic();
        if (topic.equals(slices.topic())) {
            slices.read(record.key(), record.value()).ifPresent(this::take);
        } else {
            deadLettersByAffinityKey
                    .read(record.key(), record.value())
                    .ifPresent(read -> noteDeadLetter(record.key(), read.event()));
        }
    }

    private void take(Slice slice) {
        if (cursors.get(slice.key()) == null) {
            SliceCursor cursor = SliceCursor.begin(
                    slice, context.recordMetadata().orElseThrow().offset());
            save(cursor);
            emitter.hold(cursor);
        }
    }

    @Override
    public void emit(AssetEvent event, Slice slice) {
        Record<byte[], byte[]> record = record(event, slice);
        if (eventRuns.next(event.bucket())) {
            record.headers().add(AssetEvent.RUN_HEADER, NO_VALUE);
        }
        context.forward(record, Names.TO_EVENTS);
    }

    private Record<byte[], byte[]> record(AssetEvent event, Slice slice) {
        Headers headers = new RecordHeaders();
        if (slice.round() > 1) {
            headers.add(AssetEvent.ROUND_HEADER, utf8(Integer.toString(slice.round())));
        }
        if (slice.shard() != null) {
            headers.add(
                    AssetEvent.ID_SHARD_HEADER,
                    utf8(Integer.toString(slice.shard().number())));
        }
        byte[] key = utf8(event.assetId().toString());
        return new Record<>(key, AssetEventFormat.bytes(event), clock.millis(), headers);
    }

    @Override
    public void processed(AssetEvent event, SliceCursor cursor, Result result) {
        Long offset = cursor.offset();
        var origin =
                new DeadLetterForm.Origin(slices.topic(), context.taskId().partition(), offset == null ? 0 : offset);
        result.to(new ProcessedAsset(results, event, cursor.slice().round(), record(event, cursor.slice()), origin));
    }

    @Override
    public void left(AssetEvent event) {
        byte[] key = utf8(event.assetId().toString());
        var record = new Record<>(key, AssetEventFormat.bytes(event), clock.millis(), new RecordHeaders());
        context.forward(record, Names.TO_UNMIGRATED);
    }

    @Override
    public void save(SliceCursor cursor) {
        cursors.put(cursor.slice().key(), Json.bytes(cursor));
    }

    @Override
    public void remember(Slice slice, long position, List<LocatedId> ids) {
        int part = Objects.requireNonNull(slice.shard()).part();
        var remembered = RememberedIds.of(String.format(Locale.ROOT, "%06d-%012d", part, position), ids);
        selected.put(slice.affinityKey() + "/" + remembered.key(), remembered.idBytes());
        selected.put(bucketsKey(slice, remembered.key()), remembered.bucketBytes());
    }

    @Override
    public Optional<RememberedIds> remembered(Slice slice, String from) {
        String prefix = slice.affinityKey() + "/";
        try (KeyValueIterator<String, byte[]> found = selected.range(prefix + from, prefix + BEHIND_DIGITS)) {
            if (!found.hasNext()) {
                return Optional.empty();
            }
            var first = found.next();
            String key = first.key.substring(prefix.length());
            return Optional.of(RememberedIds.of(key, first.value, selected.get(bucketsKey(slice, key))));
        }
    }

    /** Outside of the range of the ids, so that a release that knows of no buckets does not take them for ids. */
    private static String bucketsKey(Slice slice, String key) {
        return slice.affinityKey() + BEHIND_DIGITS + "/" + key;
    }

    @Override
    public void forget(SliceCursor cursor) {
        String job = cursor.slice().job();
        cursors.delete(cursor.slice().key());
        indexed.delete(job);
        forget(deadLetters, job);
        forget(selected, job);
    }

    private static void forget(KeyValueStore<String, byte[]> store, String job) {
        List<String> keys = new ArrayList<>();
        try (var stored = store.prefixScan(job + "/", Serdes.String().serializer())) {
            stored.forEachRemaining(entry -> keys.add(entry.key));
        }
        keys.forEach(store::delete);
    }

    @Override
    public void report(Progress progress) {
        context.forward(
                new Record<>(utf8(progress.key()), Json.bytes(progress), clock.millis(), new RecordHeaders()),
                Names.TO_PROGRESS);
    }

    @Override
    public boolean isDeadLettered(Slice slice, LocatedId asset) {
        return isNoted(slice.affinityKey(), slice.shard() != null, asset);
    }

    private void noteDeadLetter(String affinityKey, AssetEvent event) {
        boolean isOfShard = !affinityKey.equals(Slice.affinityKey(event.job(), event.assetType(), event.bucket()));
        var asset = new LocatedId(event.bucket(), event.assetId());
        // A dead letter comes to the task that has emitted its event: without slices here, its job is over, or is none.
        // What is read once more, as when Kafka has lost how far it was read, counts once.
        if (!emitter.holds(event.job()) || isNoted(affinityKey, isOfShard, asset)) {
            return;
        }
        deadLetters.put(deadLetterKey(affinityKey, isOfShard, asset), PRESENT);
        Long before = indexed.get(event.job());
        long now = before == null ? 1 : before + 1;
        indexed.put(event.job(), now);
        report(Progress.ofIndex(event.job(), context.taskId().partition(), now));
    }

    /** An older release has noted the dead letters of a share without their buckets. */
    private boolean isNoted(String affinityKey, boolean isOfShard, LocatedId asset) {
        return deadLetters.get(deadLetterKey(affinityKey, isOfShard, asset)) != null
                || (isOfShard && deadLetters.get(deadLetterKey(affinityKey, false, asset)) != null);
    }

    /** In an id shard the affinity key does not tell the bucket, and an id may be in two. */
    private static String deadLetterKey(String affinityKey, boolean isOfShard, LocatedId asset) {
        return affinityKey + "/" + asset.assetId() + (isOfShard ? "/" + asset.bucket() : "");
    }

    @Override
    public void close() {
        emitter.close();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
