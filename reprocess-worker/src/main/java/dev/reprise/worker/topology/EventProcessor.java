package dev.reprise.worker.topology;

import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.Stage;
import dev.reprise.common.job.JobBrief;
import dev.reprise.common.job.Progress;
import dev.reprise.common.records.DeadLetterRecord;
import dev.reprise.common.records.EventRecord;
import dev.reprise.common.records.Foreign;
import dev.reprise.common.records.RecordReader;
import dev.reprise.common.wire.Json;
import dev.reprise.pipeline.kafka.DeadLetterForm;
import dev.reprise.pipeline.kafka.ResultRecords;
import dev.reprise.pipeline.result.Result;
import dev.reprise.service.kafka.RecordSize;
import dev.reprise.topics.kafka.KafkaHeaders;
import dev.reprise.worker.jobs.ParkedJobs;
import dev.reprise.worker.report.ResultCounts;
import dev.reprise.worker.topology.async.AsyncFailureException;
import dev.reprise.worker.topology.async.AsyncOperation;
import dev.reprise.worker.topology.async.AsyncProcessor;
import dev.reprise.worker.topology.async.ConsumedRecord;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns events into outcomes: counts them, records them where the job asks for it, and sends what failed to the dead
 * letters, all in the transaction of the event's offset. Totals are reported once a commit.
 *
 * <p>Events that were processed before are passed over, see {@link ProcessedEvents}.
 *
 * <p>Events of a paused job, of one this worker does not know yet, and those that it refuses, are parked. They are taken up in their order when the
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

    private final AsyncOperation<EventItem, Result> operation;
    private final Parking parking;
    private final RecordReader<EventRecord> events;
    private final ResultCounts.OfTask counts;
    private final Shared shared;
    private TaskTotalsStore totals;
    private ProcessedEvents processed;
    private ParkedJobs parkedJobs;
    private ParkedEvents parked;
    private ResultRecords records;

    /**
     * Creates the processor.
     *
     * @param events reads what comes in
     * @param counts counts results for the operators
     */
    EventProcessor(
            AsyncOperation<EventItem, Result> operation,
            Shared shared,
            Parking parking,
            RecordReader<EventRecord> events,
            ResultCounts.OfTask counts) {
        super(Names.BARRIER, shared.guard(), shared.limits(), shared.budget(), shared.restartBackoff());
        this.operation = operation;
        this.parking = parking;
        this.events = events;
        this.counts = counts;
        this.shared = shared;
    }

    @Override
    protected void start(ProcessorContext<byte[], byte[]> context) {
        // A task that was given up is revived with the same processor: only what was committed counts.
        totals = new TaskTotalsStore(context.getStateStore(Names.TOTALS));
        processed = new ProcessedEvents(context.getStateStore(Names.TOTALS), shared.eventsTopicId());
        parkedJobs = new ParkedJobs(parking.jobs(), parking.nanoTime());
        records = new ResultRecords(context);
        parked = new ParkedEvents(context.getStateStore(Names.PARKED), parking.eventsMax());
    }

    @Override
    protected @Nullable EventItem accept(ConsumedRecord<byte[], byte[]> consumed) {
        if (processed.passOver(consumed)) {
            return null;
        }
        EventItem item = read(consumed);
        return item == null || keep(item) ? null : item;
    }

    @Override
    protected void onTick() {
        for (String job : parked.jobs()) {
            if (!parkedJobs.isParked(job)) {
                takeUp(job, TAKEN_UP_AT_ONCE);
            }
        }
    }

    /** Parks an event if its job is parked, or if older ones of its job are parked. */
    private boolean keep(EventItem item) {
        String job = item.event().job();
        boolean isParked = parkedJobs.isParked(job);
        if (!isParked && parked.count(job) == 0) {
            return false;
        }
        if (!isParked) {
            takeUp(job, TAKEN_UP_FOR_ONE);
        }
        if (parked.isFull() || (!isParked && parked.count(job) == 0)) {
            return false;
        }
        parked.add(job, item.consumed());
        totals.touch(job);
        return true;
    }

    private void takeUp(String job, int eventsMost) {
        for (ConsumedRecord<byte[], byte[]> consumed : parked.take(job, eventsMost)) {
            EventItem item = read(consumed);
            if (item != null) {
                submit(item);
            }
        }
        totals.touch(job);
    }

    /** Returns the event; what is none becomes a dead letter: no ledger waits for it, but it must be seen all the same. */
    private @Nullable EventItem read(ConsumedRecord<byte[], byte[]> consumed) {
        Record<byte[], byte[]> record = consumed.record();
        int beside = RecordSize.of(record.key(), null, record.headers());
        if (beside > EventRecord.BESIDE_VALUE_BYTES_MAX) {
            String reason = "key and headers of an event take " + beside + " bytes";
            events.passOver(Foreign.TOO_LARGE, reason);
            deadLetter(consumed, Failure.of(Stage.READ, DeadLetterRecord.MALFORMED_EVENT, reason));
            return null;
        }
        return events.read(
                        null,
                        record.value(),
                        KafkaHeaders.of(record.headers()),
                        reason ->
                                deadLetter(consumed, Failure.of(Stage.READ, DeadLetterRecord.MALFORMED_EVENT, reason)))
                .map(read -> new EventItem(read.event(), read.round(), consumed))
                .orElse(null);
    }

    @Override
    protected AsyncOperation<EventItem, Result> operation() {
        return operation;
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
        return item.consumed().record().headers().lastHeader(AssetEvent.RUN_HEADER) != null;
    }

    @Override
    protected ConsumedRecord<byte[], byte[]> originOf(EventItem item) {
        return item.consumed();
    }

    @Override
    protected void handOn(EventItem item, Result result) {
        counts.count(item.event().job(), item.event().assetType(), result);
        if (!EventOperation.NO_JOB.equals(result)) {
            totals.add(item.event().job(), result);
        }
        result.to(new Forwarding(item));
    }

    /** Forwards what a result is made of. */
    private final class Forwarding implements Result.Cases {

        private final EventItem item;

        Forwarding(EventItem item) {
            this.item = item;
        }

        @Override
        public void done(Result.Done done) {
            record(done.outcome(), done.recorded());
        }

        @Override
        public void ahead(Result.Ahead ahead) {
            record(Outcome.OVERTAKEN, ahead.recorded());
        }

        @Override
        public void sent(Result.Sent sent) {
            records.messages(sent.messages());
            record(Outcome.CHANGED, sent.recorded());
        }

        @Override
        public void failed(Result.Failed failed) {
            deadLetter(item.consumed(), failed.failure());
            record(Outcome.FAILED, failed.recorded());
            String job = item.event().job();
            if (parking.jobs().find(job).isEmpty() && parked.count(job) == 0) {
                parkedJobs.forget(job);
            }
        }

        @Override
        public void refused(Result.Refused refused) {
            String job = item.event().job();
            parked(refused.reason());
            if (parkedJobs.refusal(job).isEmpty()) {
                LOG.error("event=job-refused job={} reason=\"this worker {}\"", job, refused.reason());
            }
            parkedJobs.refuse(job, refused.reason());
        }

        @Override
        public void unknownJob() {
            parked("does not know the job " + item.event().job());
            parkedJobs.await(item.event().job());
        }

        @Override
        public void previewed(Result.Previewed previewed) {
            records.preview(previewed.preview());
            record(previewed.preview().outcome(), previewed.recorded());
        }

        @Override
        public void skipped() {
            // Counted, and no more: the job has ended.
        }

        private void parked(String reason) {
            if (parked.isFull()) {
                // Neither processed nor kept: nothing of it may be committed. Another worker may be the right one.
                throw new AsyncFailureException(
                        "more events are kept back than can be parked: this worker " + reason, null);
            }
            parked.add(item.event().job(), item.consumed());
        }

        private void record(Outcome outcome, boolean wanted) {
            if (wanted) {
                records.outcome(item.event(), item.round(), outcome);
            }
        }
    }

    @Override
    protected void beforeCommit() {
        processed.store();
        totals.store((job, now) -> {
            Progress progress = Progress.ofWorker(job, context().taskId().partition(), now.counts(), now.skipped())
                    .slowedBy(shared.limiter().reason().orElse(null))
                    .writtenAhead(now.writtenAheadMicros());
            int consumed = parked.count(job);
            if (consumed > 0) {
                progress = progress.parking(
                        new Progress.Parked(consumed, parkedJobs.refusal(job).orElse(null)));
            }
            byte[] key = progress.key().getBytes(StandardCharsets.UTF_8);
            context()
                    .forward(
                            new Record<>(key, Json.bytes(progress), context().currentSystemTimeMs()),
                            Names.TO_PROGRESS);
        });
        totals.forget(
                job -> parking.jobs().find(job).filter(JobBrief::ledgerClosed).isPresent());
    }

    private void deadLetter(ConsumedRecord<byte[], byte[]> consumed, Failure failure) {
        var origin = new DeadLetterForm.Origin(consumed.topic(), consumed.partition(), consumed.offset());
        records.deadLetter(consumed.record(), origin, failure);
    }
}
