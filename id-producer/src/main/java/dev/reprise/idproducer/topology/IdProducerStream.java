package dev.reprise.idproducer.topology;

import dev.reprise.common.records.TopicReaders;
import dev.reprise.common.topic.Topics;
import dev.reprise.idproducer.config.IdProducerSettings;
import dev.reprise.idproducer.emit.Backlog;
import dev.reprise.idproducer.emit.Emitter;
import dev.reprise.idproducer.emit.InPlace;
import dev.reprise.idproducer.emit.Pages;
import dev.reprise.idproducer.jobs.Coordinator;
import dev.reprise.idproducer.jobs.CoordinatorOutput;
import dev.reprise.idproducer.jobs.JobCommandHandler;
import dev.reprise.idproducer.plan.Conclusion;
import dev.reprise.idproducer.plan.Planner;
import dev.reprise.idproducer.plan.ProcessorResolver;
import dev.reprise.service.kafka.JobView;
import dev.reprise.service.kafka.QuietClients;
import dev.reprise.service.kafka.StateDirectory;
import dev.reprise.service.kafka.StreamsRunner;
import dev.reprise.service.kafka.StreamsSettings;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.Topology;

/**
 * Puts the coordinator and the emitters onto the topology.
 *
 * <p>Threading: used once, at start.
 */
public final class IdProducerStream {

    /** While there is something to do, threads look at their timers this often when no records come; pages wait for it. */
    private static final Duration POLL_TIME = Duration.ofMillis(20);

    private final IdProducerSettings settings;
    private final Judges judges;
    private final Pages pages;
    private final InPlace inPlace;

    /**
     * What the coordinator asks.
     *
     * @param processors what a request comes to
     * @param planner what a round has to do
     * @param conclusion what is done behind the last round
     */
    public record Judges(ProcessorResolver processors, Planner planner, Conclusion conclusion) {}

    /** Creates the maker of the stream. */
    public IdProducerStream(IdProducerSettings settings, Judges judges, Pages pages, InPlace inPlace) {
        this.settings = settings;
        this.judges = judges;
        this.pages = pages;
        this.inPlace = inPlace;
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
                                (coordinator, output) ->
                                        new JobCommandHandler(coordinator, judges.processors(), output)),
                        () -> new EmitterProcessor(
                                readers,
                                environment.clock(),
                                eventRuns,
                                output -> new Emitter(pages, inPlace, backlog, jobView::find, nanoTime, output)));
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
                new QuietClients(nanoTime),
                nanoTime);
    }

    private Coordinator coordinator(int slicePartitions, CoordinatorOutput output) {
        return new Coordinator(
                settings.coordinator(),
                judges.planner(),
                judges.conclusion(),
                affinityKey -> IdProducerTopology.taskOf(affinityKey, slicePartitions),
                output);
    }
}
