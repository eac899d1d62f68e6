package dev.reprise.idproducer.topology;

import dev.reprise.common.records.TopicReaders;
import dev.reprise.common.topic.EventQueue;
import dev.reprise.common.topic.Topics;
import dev.reprise.idproducer.config.IdProducerSettings;
import dev.reprise.idproducer.emit.Backlog;
import dev.reprise.idproducer.emit.Emitter;
import dev.reprise.idproducer.emit.IdSources;
import dev.reprise.idproducer.jobs.Coordinator;
import dev.reprise.idproducer.jobs.CoordinatorOutput;
import dev.reprise.idproducer.jobs.JobCommandHandler;
import dev.reprise.idproducer.jobs.JobDisplay;
import dev.reprise.idproducer.plan.Planner;
import dev.reprise.idproducer.plan.ProcessorResolver;
import dev.reprise.service.kafka.JobView;
import dev.reprise.service.kafka.StateDirectory;
import dev.reprise.service.kafka.StreamsRunner;
import dev.reprise.service.kafka.StreamsSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/**
 * Puts the coordinator and the emitters onto the topology.
 *
 * <p>Threading: used once, at start.
 */
public final class IdProducerStream {

    /** Threads look at their timers this often when no records come; pages wait for it. */
    private static final Duration POLL_TIME = Duration.ofMillis(20);

    private final IdProducerSettings settings;
    private final ProcessorResolver processors;
    private final Planner planner;
    private final IdSources sources;
    private final Environment environment;

    /**
     * What comes from the machine, and who looks at the jobs.
     *
     * @param clock for what people read and wait for
     * @param nanoTime a clock that only goes forward
     * @param display shows the jobs of this instance
     */
    public record Environment(Clock clock, LongSupplier nanoTime, JobDisplay display) {}

    /** Creates the maker of the stream. */
    public IdProducerStream(
            IdProducerSettings settings,
            ProcessorResolver processors,
            Planner planner,
            IdSources sources,
            Environment environment) {
        this.settings = settings;
        this.processors = processors;
        this.planner = planner;
        this.sources = sources;
        this.environment = environment;
    }

    /**
     * Makes the stream ready to start.
     *
     * @param slicePartitions partitions that {@code reprocess-slices} really has
     * @param readers read what comes in
     * @param queue the events before the workers, as last measured
     */
    public StreamsRunner runner(
            int slicePartitions, TopicReaders readers, Backlog backlog, Supplier<EventQueue> queue) {
        Clock clock = environment.clock();
        LongSupplier nanoTime = environment.nanoTime();
        var surroundings = new CoordinatorProcessor.Surroundings(clock, queue, environment.display());
        Topics topics = settings.service().topics();
        var jobView = new JobView(readers.jobs());
        var eventRuns = new ContiguousPartitioner();
        Topology topology = new IdProducerTopology(topics, slicePartitions, readers, jobView, eventRuns)
                .build(
                        () -> new CoordinatorProcessor(
                                topics,
                                readers,
                                surroundings,
                                output -> coordinator(slicePartitions, output),
                                (coordinator, output) -> new JobCommandHandler(coordinator, processors, output)),
                        () -> new EmitterProcessor(
                                readers,
                                clock,
                                eventRuns,
                                job -> jobView.find(job)
                                        .filter(brief -> brief.state().isFinal())
                                        .isPresent(),
                                output -> new Emitter(
                                        sources, settings.pageSize(), backlog, jobView::find, nanoTime, output)));
        var streamsSettings = new StreamsSettings(
                topics.idProducerGroup(),
                StateDirectory.create(),
                settings.commitInterval(),
                POLL_TIME,
                settings.threads());
        return new StreamsRunner(
                topology,
                streamsSettings.properties(settings.service().kafka()),
                new DefaultKafkaClientSupplier(),
                nanoTime);
    }

    private Coordinator coordinator(int slicePartitions, CoordinatorOutput output) {
        return new Coordinator(
                settings.coordinator(),
                planner,
                affinityKey -> IdProducerTopology.taskOf(affinityKey, slicePartitions),
                output);
    }
}
