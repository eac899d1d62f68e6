package dev.reprise.worker.topology;

import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.AssetEventFormat;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.OutcomeRecord;
import dev.reprise.common.event.Stage;
import dev.reprise.common.job.Progress;
import dev.reprise.common.wire.Json;
import dev.reprise.worker.report.DeadLetters;
import dev.reprise.worker.report.JobTotals;
import dev.reprise.worker.report.Result;
import dev.reprise.worker.throttle.Throttle;
import dev.reprise.worker.topology.async.AsyncLimits;
import dev.reprise.worker.topology.async.AsyncOperation;
import dev.reprise.worker.topology.async.AsyncProcessor;
import dev.reprise.worker.topology.async.CommitGuard;
import dev.reprise.worker.topology.async.HeldRecord;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Turns events into outcomes: counts them, records them where the job asks for it, and sends what failed to the dead
 * letters, all in the transaction of the event's offset. Totals are reported once a commit.
 *
 * <p>Threading: one stream thread.
 */
final class EventProcessor extends AsyncProcessor<EventItem, Result> {

    private final EventOperation operation;
    private final Consumer<Result> metrics;
    private final Throttle throttle;
    private final Map<String, JobTotals> totals = new HashMap<>();
    private final Set<String> changed = new HashSet<>();
    private KeyValueStore<String, byte[]> store;

    /**
     * Creates the processor.
     *
     * @param throttle bounds what the instance has in flight
     * @param metrics counts results for the operators
     */
    EventProcessor(
            EventOperation operation,
            CommitGuard guard,
            AsyncLimits limits,
            Throttle throttle,
            LongSupplier nanoTime,
            Consumer<Result> metrics) {
        super(Names.BARRIER, guard, limits, nanoTime);
        this.operation = operation;
        this.metrics = metrics;
        this.throttle = throttle;
    }

    @Override
    protected void start(ProcessorContext<byte[], byte[]> context) {
        store = context.getStateStore(Names.TOTALS);
        // A task that was given up is revived with the same processor: only what was committed counts.
        totals.clear();
        changed.clear();
        try (KeyValueIterator<String, byte[]> stored = store.all()) {
            stored.forEachRemaining(entry -> totals.put(entry.key, Json.read(entry.value, JobTotals.class)));
        }
    }

    @Override
    protected @Nullable EventItem accept(HeldRecord<byte[], byte[]> held) {
        try {
            AssetEvent event = AssetEventFormat.read(held.record().value());
            return new EventItem(event, round(held.record().headers()), held);
        } catch (IllegalArgumentException e) {
            // It belongs to no job, so no ledger waits for it; it must be seen all the same.
            deadLetter(held, Failure.of(Stage.READ, "MalformedEvent", String.valueOf(e.getMessage())));
            return null;
        }
    }

    @Override
    protected AsyncOperation<EventItem, Result> operation() {
        return new ThrottledOperation<>(operation, throttle);
    }

    @Override
    protected Object groupOf(EventItem item) {
        return item.group();
    }

    @Override
    protected Object keyOf(EventItem item) {
        return item.event().assetId();
    }

    @Override
    protected HeldRecord<byte[], byte[]> originOf(EventItem item) {
        return item.held();
    }

    @Override
    protected void handOn(EventItem item, Result result) {
        metrics.accept(result);
        String job = item.event().job();
        totals.put(job, totals.getOrDefault(job, JobTotals.ZERO).plus(result));
        changed.add(job);
        if (result instanceof Result.Done done && done.recorded()) {
            record(item, done.outcome());
        } else if (result instanceof Result.Failed failed) {
            deadLetter(item.held(), failed.failure());
            if (failed.recorded()) {
                record(item, Outcome.FAILED);
            }
        }
    }

    @Override
    protected void beforeCommit() {
        for (String job : changed) {
            JobTotals now = totals.getOrDefault(job, JobTotals.ZERO);
            store.put(job, Json.bytes(now));
            Progress progress = Progress.ofWorker(job, context().taskId().partition(), now.counts(), now.skipped())
                    .slowedBy(throttle.reason().orElse(null));
            forward(utf8(progress.key()), Json.bytes(progress), new RecordHeaders(), Names.TO_PROGRESS);
        }
        changed.clear();
    }

    private void record(EventItem item, Outcome outcome) {
        byte[] value = Json.bytes(OutcomeRecord.of(item.event(), item.round(), outcome));
        forward(utf8(item.event().assetId().toString()), value, new RecordHeaders(), Names.TO_OUTCOMES);
    }

    private void deadLetter(HeldRecord<byte[], byte[]> held, Failure failure) {
        Headers headers = new RecordHeaders(held.record().headers());
        var origin = held.origin();
        DeadLetters.headers(failure, origin.topic(), origin.partition(), origin.offset())
                .forEach((name, value) -> headers.add(name, utf8(value)));
        forward(held.record().key(), held.record().value(), headers, Names.TO_DEAD_LETTERS);
    }

    private void forward(byte[] key, byte[] value, Headers headers, String child) {
        context().forward(new Record<>(key, value, context().currentSystemTimeMs(), headers), child);
    }

    private static int round(Headers headers) {
        Header header = headers.lastHeader(AssetEvent.ROUND_HEADER);
        return header == null ? 1 : Integer.parseInt(new String(header.value(), StandardCharsets.US_ASCII));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
