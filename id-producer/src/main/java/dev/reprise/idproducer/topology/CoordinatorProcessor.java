package dev.reprise.idproducer.topology;

import dev.reprise.common.job.AuditEntry;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Progress;
import dev.reprise.common.job.Slice;
import dev.reprise.common.records.Foreign;
import dev.reprise.common.records.RecordReader;
import dev.reprise.common.records.TopicReaders;
import dev.reprise.common.request.Reasons;
import dev.reprise.common.request.RefusedRequestException;
import dev.reprise.common.request.Rejection;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.RequestParser;
import dev.reprise.common.topic.EventQueue;
import dev.reprise.common.topic.Topics;
import dev.reprise.common.wire.Json;
import dev.reprise.idproducer.intake.kafka.CommandHeaders;
import dev.reprise.idproducer.jobs.Coordinator;
import dev.reprise.idproducer.jobs.CoordinatorOutput;
import dev.reprise.idproducer.jobs.JobCommandHandler;
import dev.reprise.idproducer.jobs.JobDisplay;
import dev.reprise.idproducer.jobs.JobStanding;
import dev.reprise.idproducer.jobs.Moment;
import dev.reprise.idproducer.jobs.PostedRequest;
import dev.reprise.idproducer.jobs.RequestDeduplication;
import dev.reprise.idproducer.jobs.StoredJob;
import dev.reprise.idproducer.production.ProductionWatch;
import dev.reprise.idproducer.scale.WorkersWanted;
import dev.reprise.service.kafka.StoredState;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The coordinator as a stream processor: requests and progress come in by records, states and totals live in stores, and all
 * that it causes leaves in the transaction of what caused it. A change of state is committed at once, since people and
 * emitters wait for it.
 *
 * <p>Threading: one stream thread.
 */
public final class CoordinatorProcessor implements Processor<String, byte[], byte[], byte[]>, CoordinatorOutput {

    private static final Logger LOG = LoggerFactory.getLogger(CoordinatorProcessor.class);

    private static final Duration TICK = Duration.ofMillis(100);

    /** Often enough for whoever looks every few seconds. */
    private static final Duration SHOW = Duration.ofSeconds(1);

    private final Topics topics;
    private final RecordReader<byte[]> commandReader;
    private final RecordReader<Progress> progressReader;
    private final Environment environment;
    private final Function<CoordinatorOutput, Coordinator> coordinators;
    private final HandlerMaker handlers;
    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<String, byte[]> jobs;
    private KeyValueStore<String, byte[]> handled;
    private KeyValueStore<String, byte[]> totals;
    private Coordinator coordinator;
    private JobCommandHandler commandHandler;

    /** Makes the handler of commands before a coordinator. */
    @FunctionalInterface
    interface HandlerMaker {
        JobCommandHandler commandHandler(Coordinator coordinator, CoordinatorOutput output);
    }

    /**
     * What surrounds the coordinator.
     *
     * @param queue the events before the workers, as last measured
     * @param workersWanted told what the jobs ask of the workers, as long as they are led here
     * @param display shows the jobs, as long as they are led here
     * @param production watches production, as long as the jobs are led here
     */
    public record Environment(
            Clock clock,
            Supplier<EventQueue> queue,
            WorkersWanted workersWanted,
            JobDisplay display,
            ProductionWatch production) {}

    CoordinatorProcessor(
            Topics topics,
            TopicReaders readers,
            Environment environment,
            Function<CoordinatorOutput, Coordinator> coordinators,
            HandlerMaker handlers) {
        this.topics = topics;
        this.commandReader = readers.commands();
        this.progressReader = readers.progress();
        this.environment = environment;
        this.coordinators = coordinators;
        this.handlers = handlers;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
        jobs = context.getStateStore(Names.COORDINATOR_JOBS);
        handled = context.getStateStore(Names.COORDINATOR_DEDUPLICATION);
        totals = context.getStateStore(Names.COORDINATOR_TOTALS);
        coordinator = coordinators.apply(this);
        commandHandler = handlers.commandHandler(coordinator, this);
        try (KeyValueIterator<String, byte[]> stored = jobs.all()) {
            stored.forEachRemaining(entry -> coordinator.restore(
                    StoredState.read(Names.COORDINATOR_JOBS, entry.key, entry.value, StoredJob.class), moment()));
        }
        try (KeyValueIterator<String, byte[]> stored = totals.all()) {
            stored.forEachRemaining(entry -> coordinator.restore(storedTotals(entry.key, entry.value)));
        }
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> tick());
        context.schedule(SHOW, PunctuationType.WALL_CLOCK_TIME, now -> show());
    }

    private void tick() {
        Moment at = moment();
        coordinator.tick(
                new Moment(at.now(), at.queue(), environment.production().latest()));
        environment.workersWanted().update(coordinator.demand());
    }

    private void show() {
        List<JobStanding> standings = coordinator.standings(moment());
        environment.display().show(standings);
        environment
                .production()
                .watch(standings.stream()
                        .map(JobStanding::job)
                        .filter(job -> job.state() != JobStatus.PAUSED)
                        .map(job -> job.request().limits())
                        .toList());
    }

    private Moment moment() {
        return new Moment(environment.clock().instant(), environment.queue().get());
    }

    /** Another instance may lead the jobs next. */
    @Override
    public void close() {
        environment.workersWanted().forget();
        environment.display().show(List.of());
        environment.production().watch(List.of());
    }

    @Override
    public void process(Record<String, byte[]> record) {
        String topic = context.recordMetadata().orElseThrow().topic();
        if (topic.equals(topics.commands())) {
            command(record);
        } else {
            progressReader.read(record.key(), record.value()).ifPresent(now -> progress(now, record.value()));
        }
    }

    private void progress(Progress now, byte[] value) {
        String key = now.key();
        byte[] before = totals.get(key);
        if (coordinator.progress(before == null ? null : storedTotals(key, before), now, moment())) {
            totals.put(key, value);
        }
    }

    private static Progress storedTotals(String key, byte[] value) {
        return StoredState.read(Names.COORDINATOR_TOTALS, key, value, Progress.class);
    }

    @Override
    public void save(StoredJob job) {
        jobs.put(job.id(), Json.bytes(job));
        context.commit();
    }

    @Override
    public void publish(Job job) {
        forward(utf8(job.job()), Json.bytes(job), new RecordHeaders(), Names.TO_JOBS);
        if (job.ledgerClosed()) {
            environment.display().closed(job);
        }
    }

    @Override
    public void tell(AuditEntry entry) {
        forward(utf8(entry.job()), Json.bytes(entry), new RecordHeaders(), Names.TO_AUDIT);
    }

    @Override
    public void plan(Slice slice) {
        forward(utf8(slice.key()), Json.bytes(slice), new RecordHeaders(), Names.TO_SLICES);
    }

    @Override
    public void reject(PostedRequest posted, List<String> reasons) {
        reject(
                posted,
                Rejection.bytes(
                        reasons,
                        posted.value(),
                        posted.position(),
                        environment.clock().instant()));
    }

    @Override
    public void forgetTotals(String job) {
        List<String> keys = new ArrayList<>();
        try (var stored = totals.prefixScan(job + "/", Serdes.String().serializer())) {
            stored.forEachRemaining(entry -> keys.add(entry.key));
        }
        keys.forEach(totals::delete);
    }

    private void command(Record<String, byte[]> record) {
        PostedRequest posted = CommandHeaders.read(record.headers(), record.value(), topics.requests());
        if (posted == null) {
            commandReader.passOver(Foreign.UNREADABLE, "it does not come from the intake");
            return;
        }
        String partition = Integer.toString(posted.position().partition());
        byte[] stored = handled.get(partition);
        RequestDeduplication before = stored == null
                ? RequestDeduplication.NOTHING
                : StoredState.read(Names.COORDINATOR_DEDUPLICATION, partition, stored, RequestDeduplication.class);
        if (before.covers(posted)) {
            LOG.info(
                    "event=request-again job={} partition={} offset={}",
                    record.key(),
                    partition,
                    posted.position().offset());
            return;
        }
        handled.put(partition, Json.bytes(before.with(posted)));
        if (CommandHeaders.isRefused(record.headers())) {
            reject(posted, record.value());
        } else {
            carryOut(record, posted);
        }
    }

    private void carryOut(Record<String, byte[]> record, PostedRequest posted) {
        Request request;
        try {
            request = new RequestParser(record::key).parse(record.value());
        } catch (RefusedRequestException e) {
            // Only another release can have accepted what this one does not understand.
            reject(posted, e.reasons());
            return;
        } catch (RuntimeException | StackOverflowError failure) {
            LOG.error("event=request-unjudged job={}", record.key(), failure);
            reject(posted, List.of(Reasons.of(failure)));
            return;
        }
        commandHandler.handle(request, posted.beside(CommandHeaders.tables(record.headers())), moment());
    }

    private void reject(PostedRequest posted, byte[] rejection) {
        forward(posted.key(), rejection, new RecordHeaders(), Names.TO_REJECTIONS);
        context.commit();
    }

    private void forward(byte @Nullable [] key, byte[] value, Headers headers, String child) {
        context.forward(new Record<>(key, value, environment.clock().millis(), headers), child);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
