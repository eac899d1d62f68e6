package dev.reprise.worker.topology;

import dev.reprise.common.async.Backoff;
import dev.reprise.common.async.RemoteError;
import dev.reprise.common.records.TopicReaders;
import dev.reprise.common.topic.Topics;
import dev.reprise.pipeline.JobPipeline;
import dev.reprise.pipeline.decide.StuckDecisionsException;
import dev.reprise.pipeline.result.Result;
import dev.reprise.processor.UnreachableSystemException;
import dev.reprise.service.config.ProcessorLimits;
import dev.reprise.service.kafka.JobView;
import dev.reprise.service.kafka.StateDirectory;
import dev.reprise.service.kafka.StreamsRunner;
import dev.reprise.service.kafka.StreamsSettings;
import dev.reprise.worker.concurrency.InFlightLimiter;
import dev.reprise.worker.config.WorkerSettings;
import dev.reprise.worker.jobs.JobLookup;
import dev.reprise.worker.jobs.Jobs;
import dev.reprise.worker.jobs.kafka.KafkaJobLookup;
import dev.reprise.worker.report.ResultCounts;
import dev.reprise.worker.topology.async.AsyncFailureException;
import dev.reprise.worker.topology.async.AsyncOperation;
import dev.reprise.worker.topology.async.CommitGuard;
import dev.reprise.worker.topology.async.CommitTimes;
import dev.reprise.worker.topology.async.InFlightBudget;
import dev.reprise.worker.topology.async.RestartBackoff;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/**
 * Puts the way of an event onto the topology.
 *
 * <p>Threading: used once, at start.
 */
public final class WorkerStream {

    private static final Duration POLL_TIME = Duration.ofMillis(20);

    private final WorkerSettings settings;
    private final Environment environment;
    private final Function<Throwable, RemoteError> classifier;
    private final RestartBackoff restartBackoff;

    /**
     * What comes from outside.
     *
     * @param nanoTime for waiting
     * @param lookups one thread that may be blocked, to look for unknown jobs
     * @param traces records some of the groups
     * @param eventsTopicId of the topic of the events
     */
    public record Environment(LongSupplier nanoTime, Executor lookups, GroupTraces traces, String eventsTopicId) {}

    /**
     * Creates the maker of the stream.
     *
     * @param classifier judges what the store throws
     */
    public WorkerStream(WorkerSettings settings, Environment environment, Function<Throwable, RemoteError> classifier) {
        this.settings = settings;
        this.environment = environment;
        this.classifier = classifier;
        // Together with the patience of a drain, which is at most half of a transaction, a rest stays below half of
        // max.poll.interval.ms, which is two transactions. And a cause that lasts is met again within one.
        Duration transaction = settings.service().kafka().transactionTimeout();
        Duration restMax = transaction.dividedBy(3);
        Duration restMin = min(restMax, Duration.ofSeconds(1));
        var backoff = new Backoff(restMin, restMax, transaction, environment.nanoTime());
        this.restartBackoff = new RestartBackoff(backoff, environment.nanoTime(), this::words);
    }

    /** Returns what tells why tasks do not get on, and cuts their waits short at a stop. */
    public RestartBackoff restartBackoff() {
        return restartBackoff;
    }

    /** What keeps tasks from their work, for whoever looks after the service. */
    private String words(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof AsyncFailureException) {
            // What the task itself found out; nothing else is to blame.
            return String.valueOf(cause.getMessage());
        }
        if (cause instanceof UnreachableSystemException) {
            return "waiting: " + cause.getMessage();
        }
        if (cause instanceof StuckDecisionsException) {
            return "a person must fix this: " + cause.getMessage();
        }
        if (cause instanceof VirtualMachineError) {
            return "the virtual machine is at its end: " + cause;
        }
        boolean fatal = failure.getCause() != null && classifier.apply(failure.getCause()) == RemoteError.FATAL;
        String waits = cause instanceof KafkaException ? "waiting for Kafka: " : "waiting for the database: ";
        return (fatal ? "a person must fix this: " : waits) + cause;
    }

    /**
     * Makes the stream ready to start.
     *
     * @param pipeline processes events
     * @param limiter bounds what the instance has in flight
     * @param readers read what comes in
     * @param counts counts results for the operators
     * @param commitTimes is told how long commits take
     */
    public StreamsRunner runner(
            JobPipeline pipeline,
            InFlightLimiter limiter,
            TopicReaders readers,
            ResultCounts counts,
            CommitTimes commitTimes) {
        Topics topics = settings.service().topics();
        var jobView = new JobView(readers.jobs(), counts::changed);
        var guard = new CommitGuard(environment.nanoTime(), commitTimes);
        var operation = new EventOperation(pipeline, jobView::find, lookup(topics));
        var traced = new TracedOperation(operation, jobView::find, environment.traces());
        var bounded =
                bounded(traced, limiter, jobView::find, settings.pipeline().processorLimits(), environment.nanoTime());
        var shared =
                new Shared(guard, settings.limits(), budget(), restartBackoff, limiter, environment.eventsTopicId());
        var parking = new Parking(jobView::find, environment.nanoTime(), settings.parkedMax());
        Topology topology = WorkerTopology.build(
                topics,
                jobView,
                () -> new EventProcessor(bounded, shared, parking, readers.events(), counts.ofTask(jobView::find)));
        var streamsSettings = new StreamsSettings(
                topics.workerGroup(),
                StateDirectory.create(),
                settings.commitInterval(),
                POLL_TIME,
                settings.threads());
        Properties properties = streamsSettings.properties(
                settings.service().kafka(), settings.service().creation());
        properties.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
                LeaderEpochs.class.getName());
        return new StreamsRunner(topology, properties, guard, environment.nanoTime());
    }

    /** Lets groups begin within three bounds: those of a job that is held, of its processor, and of the instance. */
    static AsyncOperation<EventItem, Result> bounded(
            AsyncOperation<EventItem, Result> operation,
            InFlightLimiter ofInstance,
            Jobs jobs,
            ProcessorLimits ofProcessors,
            LongSupplier nanoTime) {
        var instance = new LimitedOperation<>(operation, ofInstance, () -> Integer.MAX_VALUE);
        var processor = new ProcessorLimitedOperation(instance, jobs, ofProcessors, nanoTime);
        return new HeldJobsOperation(processor, jobs, nanoTime);
    }

    /** What tasks accept waits for the limiter: much more than that lets begin would make drains long when it is tight. */
    private InFlightBudget budget() {
        int rowsMax = settings.inFlight().rowsMax();
        int share = rowsMax / settings.service().creation().partitions();
        return new InFlightBudget(rowsMax, Math.max(settings.limits().groupMax(), share));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private JobLookup lookup(Topics topics) {
        Map<String, Object> client = settings.service().kafka().client();
        return new KafkaJobLookup(client, topics.jobs(), environment.lookups(), environment.nanoTime());
    }
}
