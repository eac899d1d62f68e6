package dev.reprise.worker.topology;

import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.AssetEventFormat;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.OutcomeRecord;
import dev.reprise.common.event.Preview;
import dev.reprise.common.event.Stage;
import dev.reprise.common.job.JobBrief;
import dev.reprise.common.job.Progress;
import dev.reprise.common.wire.Json;
import dev.reprise.worker.load.HeldJobs;
import dev.reprise.worker.load.Jobs;
import dev.reprise.worker.report.DeadLetters;
import dev.reprise.worker.report.JobTotals;
import dev.reprise.worker.report.Result;
import dev.reprise.worker.throttle.Throttle;
import dev.reprise.worker.topology.async.AsyncFailureException;
import dev.reprise.worker.topology.async.AsyncLimits;
import dev.reprise.worker.topology.async.AsyncOperation;
import dev.reprise.worker.topology.async.AsyncProcessor;
import dev.reprise.worker.topology.async.CommitGuard;
import dev.reprise.worker.topology.async.HeldRecord;
import dev.reprise.worker.topology.async.InFlightBudget;
import dev.reprise.worker.topology.async.Retreat;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns events into outcomes: counts them, records them where the job asks for it, and sends what failed to the dead
 * letters, all in the transaction of the event's offset. Totals are reported once a commit.
 *
 * <p>Events of a paused job, and those that this worker refuses, are set aside. They are taken up in their order when the
 * job goes on, and before newer ones: a newer event goes behind them, and for each that does, two are taken up. So there
 * are never more of them than at the end of the pause, and the queue before the worker stays the measure of what the
 * emitters may emit. What does not fit into the bound is processed in spite of the pause.
 *
 * <p>Threading: one stream thread.
 */
final class EventProcessor extends AsyncProcessor<EventItem, Result> {

    private static final Logger LOG = LoggerFactory.getLogger(EventProcessor.class);

    /** More than the one that is added, or they would never end. */
    private static final int TAKEN_UP_FOR_ONE = 2;

    /** Taken up at once when no newer event comes; what is in flight is bounded anyway. */
    private static final int TAKEN_UP_AT_ONCE = 512;

    private final EventOperation operation;
    private final Holding holding;
    private final Consumer<Result> metrics;
    private final Shared shared;
    private final Map<String, JobTotals> totals = new HashMap<>();
    private final Set<String> changed = new HashSet<>();
    private KeyValueStore<String, byte[]> store;
    private HeldJobs heldJobs;
    private SetAside setAside;

    /**
     * What all tasks of the stream have in common.
     *
     * @param guard the second line before commits
     * @param limits bounds of a task
     * @param budget bounds what the tasks accept
     * @param retreat how tasks give up
     * @param throttle bounds what the instance has in flight
     */
    record Shared(CommitGuard guard, AsyncLimits limits, InFlightBudget budget, Retreat retreat, Throttle throttle) {}

    /**
     * What it needs to set events aside.
     *
     * @param jobs what is known of the jobs
     * @param nanoTime a clock that only goes forward
     * @param eventsMax most events that a task keeps
     */
    record Holding(Jobs jobs, LongSupplier nanoTime, int eventsMax) {}

    /**
     * Creates the processor.
     *
     * @param metrics counts results for the operators
     */
    EventProcessor(EventOperation operation, Shared shared, Holding holding, Consumer<Result> metrics) {
        super(Names.BARRIER, shared.guard(), shared.limits(), shared.budget(), shared.retreat());
        this.operation = operation;
        this.holding = holding;
        this.metrics = metrics;
        this.shared = shared;
    }

    @Override
    protected void start(ProcessorContext<byte[], byte[]> context) {
        store = context.getStateStore(Names.TOTALS);
        // A task that was given up is revived with the same processor: only what was committed counts.
        totals.clear();
        changed.clear();
        heldJobs = new HeldJobs(holding.jobs(), holding.nanoTime());
        setAside = new SetAside(context.getStateStore(Names.SET_ASIDE), holding.eventsMax());
        try (KeyValueIterator<String, byte[]> stored = store.all()) {
            stored.forEachRemaining(entry -> totals.put(entry.key, Json.read(entry.value, JobTotals.class)));
        }
    }

    @Override
    protected @Nullable EventItem accept(HeldRecord<byte[], byte[]> held) {
        EventItem item = read(held);
        return item == null || keep(item) ? null : item;
    }

    @Override
    protected void onTick() {
        for (String job : setAside.jobs()) {
            if (!heldJobs.isHeld(job)) {
                takeUp(job, TAKEN_UP_AT_ONCE);
            }
        }
    }

    /** Sets an event aside if its job is held, or if older ones of its job are set aside. */
    private boolean keep(EventItem item) {
        String job = item.event().job();
        boolean isHeld = heldJobs.isHeld(job);
        if (!isHeld && setAside.count(job) == 0) {
            return false;
        }
        if (!isHeld) {
            takeUp(job, TAKEN_UP_FOR_ONE);
        }
        if (setAside.isFull() || (!isHeld && setAside.count(job) == 0)) {
            return false;
        }
        setAside.add(job, item.held());
        changed.add(job);
        return true;
    }

    private void takeUp(String job, int eventsMost) {
        for (HeldRecord<byte[], byte[]> held : setAside.take(job, eventsMost)) {
            EventItem item = read(held);
            if (item != null) {
                submit(item);
            }
        }
        changed.add(job);
    }

    private @Nullable EventItem read(HeldRecord<byte[], byte[]> held) {
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
        return new ThrottledOperation<>(operation, shared.throttle());
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
    protected boolean beginsRun(EventItem item) {
        return item.held().record().headers().lastHeader(AssetEvent.RUN_HEADER) != null;
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
        if (result instanceof Result.Previewed previewed) {
            preview(item, previewed);
        } else if (result instanceof Result.Done done && done.recorded()) {
            record(item, done.outcome());
        } else if (result instanceof Result.Refused refused) {
            refuse(item, refused.reason());
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
                    .slowedBy(shared.throttle().reason().orElse(null));
            int held = setAside.count(job);
            if (held > 0) {
                progress = progress.holding(
                        new Progress.Held(held, heldJobs.refusal(job).orElse(null)));
            }
            forward(utf8(progress.key()), Json.bytes(progress), new RecordHeaders(), Names.TO_PROGRESS);
        }
        changed.clear();
        // Nobody waits for the totals of a job whose ledger is closed; what comes of it later counts anew.
        List<String> closed = totals.keySet().stream()
                .filter(job ->
                        holding.jobs().find(job).filter(JobBrief::ledgerClosed).isPresent())
                .toList();
        closed.forEach(store::delete);
        closed.forEach(totals::remove);
    }

    private void refuse(EventItem item, String reason) {
        String job = item.event().job();
        if (setAside.isFull()) {
            // Neither processed nor kept: nothing of it may be committed. Another worker may be the right one.
            throw new AsyncFailureException("more events are refused than can be set aside: " + reason, null);
        }
        if (heldJobs.refusal(job).isEmpty()) {
            LOG.error("event=job-refused job={} reason=\"this worker {}\"", job, reason);
        }
        heldJobs.refuse(job, reason);
        setAside.add(job, item.held());
    }

    private void preview(EventItem item, Result.Previewed previewed) {
        Preview preview = previewed.preview();
        forward(utf8(preview.assetId().toString()), Json.bytes(preview), new RecordHeaders(), Names.TO_PREVIEWS);
        if (previewed.recorded()) {
            record(item, preview.outcome());
        }
    }

    private void record(EventItem item, Outcome outcome) {
        byte[] value = Json.bytes(OutcomeRecord.of(item.event(), item.round(), outcome));
        forward(utf8(item.event().assetId().toString()), value, new RecordHeaders(), Names.TO_OUTCOMES);
    }

    private void deadLetter(HeldRecord<byte[], byte[]> held, Failure failure) {
        Headers headers = new RecordHeaders(held.record().headers()).remove(AssetEvent.RUN_HEADER);
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
