package dev.reprise.idproducer.topology;

import dev.reprise.common.records.TopicReaders;
import dev.reprise.common.topic.Topics;
import dev.reprise.idproducer.config.IdProducerSettings;
import dev.reprise.idproducer.emit.Backlog;
import dev.reprise.idproducer.emit.Emitter;
import dev.reprise.idproducer.emit.IdSources;
import dev.reprise.idproducer.jobs.Coordinator;
import dev.reprise.idproducer.jobs.CoordinatorOutput;
import dev.reprise.idproducer.jobs.JobCommandHandler;
import dev.reprise.idproducer.plan.Conclusion;
import dev.reprise.idproducer.plan.Planner;
import dev.reprise.idproducer.plan.ProcessorResolver;
import dev.reprise.service.kafka.JobView;
import dev.reprise.service.kafka.StateDirectory;
import dev.reprise.service.kafka.StreamsRunner;
import dev.reprise.service.kafka.StreamsSettings;
import java.time.Duration;
import java.util.function.LongSupplier;
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
    private final Conclusion conclusion;
    private final IdSources sources;

    /** Creates the maker of the stream. */
    public IdProducerStream(
            IdProducerSettings settings,
            ProcessorResolver processors,
            Planner planner,
            Conclusion conclusion,
            IdSources sources) {
        this.settings = settings;
        this.processors = processors;
        this.planner = planner;
        this.conclusion = conclusion;
        this.sources = sources;
    }

    /**
     * Makes the stream ready to start.
     *
     * @param slicePartitions partitions that {@code reprocess-slices} really has
     * @param readers read what comes in
     * @param environment what the coordinator sees of the world
     */
    public StreamsRunner runner(
            int slicePartitions,
            TopicReaders readers,
            Backlog backlog,
            CoordinatorProcessor.Environment environment,
            LongSupplier nanoTime) {
        Topics topics = settings.service().topics();
        var jobView = new JobView(readers.jobs());
        var eventRuns = new ContiguousPartitioner();
        Topology topology = new IdProducerTopology(topics, slicePartitions, readers, jobView, eventRuns)
                .build(
                        () -> new CoordinatorProcessor(
                                topics,
                                readers,
                                environment,
                                output -> coordinator(slicePartitions, output),
                                (coordinator, output) -> new JobCommandHandler(coordinator, processors, output)),
                        () -> new EmitterProcessor(
                                readers,
                                environment.clock(),
                                eventRuns,
                                job -> jobView.find(job)
                                        .filter(brief -> brief.state().isFinal())
                                        .isPresent(),
                                output -> new Emitter(
                                        sources,
                                        settings.emission().pageSize(),
                                        backlog,
                                        jobView::find,
                                        nanoTime,
                                        output)));
        var streamsSettings = new StreamsSettings(
                topics.idProducerGroup(),
                StateDirectory.create(),
                settings.emission().commitInterval(),
                POLL_TIME,
                settings.emission().threads());
        return new StreamsRunner(
                topology,
                streamsSettings.properties(
                        settings.service().kafka(), settings.service().creation()),
                new DefaultKafkaClientSupplier(),
                nanoTime);
    }

    private Coordinator coordinator(int slicePartitions, CoordinatorOutput output) {
        return new Coordinator(
                settings.coordinator(),
                planner,
                conclusion,
                affinityKey -> IdProducerTopology.taskOf(affinityKey, slicePartitions),
                output);
    }
}
