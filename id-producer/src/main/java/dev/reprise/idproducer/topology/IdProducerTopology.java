package dev.reprise.idproducer.topology;

import dev.reprise.common.job.Slice;
import dev.reprise.common.records.TopicReaders;
import dev.reprise.common.topic.Topics;
import dev.reprise.common.wire.Json;
import dev.reprise.pipeline.kafka.ResultRecords;
import dev.reprise.service.kafka.JobView;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The stream of id-producer, in two parts that only meet through topics:
 *
 * <pre>
 * commands, progress ──▶ coordinator ──▶ jobs, slices, audit, rejections                one task
 * slices, dead letters by affinity key ──▶ emitter ──▶ events, progress, unmigrated     one task a partition of slices
 *                                                      and of synchronous jobs dead letters, outcomes, messages
 * </pre>
 */
public final class IdProducerTopology {

    /** The coordinator is one task: everything for it and of it goes to this partition. */
    private static final StreamPartitioner<byte[], byte[]> FIRST =
            (topic, key, value, partitions) -> Optional.of(Set.of(0));

    private final Topics topics;
    private final int slicePartitions;
    private final JobView jobView;
    private final ContiguousPartitioner eventRuns;
    private final TopicReaders readers;

    /**
     * Creates the topology's maker.
     *
     * @param readers read what comes in
     * @param slicePartitions partitions that {@code reprocess-slices} really has
     * @param eventRuns chooses the partition of events; told by the emitters what they emit
     */
    IdProducerTopology(
            Topics topics,
            int slicePartitions,
            TopicReaders readers,
            JobView jobView,
            ContiguousPartitioner eventRuns) {
        this.readers = readers;
        this.eventRuns = eventRuns;
        this.topics = topics;
        this.slicePartitions = slicePartitions;
        this.jobView = jobView;
    }

    /** Returns the emitting task that holds the slices of an affinity key. */
    public static int taskOf(String affinityKey, int slicePartitions) {
        return AffinityKeys.partition(affinityKey, slicePartitions);
    }

    /**
     * Makes the topology.
     *
     * @param coordinator makes the coordinator's processor, once a task
     * @param emitter makes the emitter's processor, once a task
     */
    Topology build(
            java.util.function.Supplier<Processor<String, byte[], byte[], byte[]>> coordinator,
            java.util.function.Supplier<Processor<String, byte[], byte[], byte[]>> emitter) {
        Topology topology = deadLettersByAffinityKey();
        jobView.addTo(topology, topics.jobs());
        addCoordinator(topology, coordinator);
        addEmitter(topology, emitter);
        return topology;
    }

    private Topology deadLettersByAffinityKey() {
        var builder = new StreamsBuilder();
        builder.stream(
                        topics.deadLetters(),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName(Names.DEAD_LETTERS))
                .process(() -> new DeadLetterByAffinityKey(readers.deadLetters()))
                .repartition(Repartitioned.with(Serdes.String(), Serdes.ByteArray())
                        .withName(Names.DEAD_LETTERS_BY_AFFINITY_KEY)
                        .withNumberOfPartitions(slicePartitions))
                .process(HandOn::new, Named.as(Names.DEAD_LETTERS_BY_AFFINITY_KEY));
        return builder.build();
    }

    private void addCoordinator(
            Topology topology, java.util.function.Supplier<Processor<String, byte[], byte[], byte[]>> coordinator) {
        topology.addSource(Names.COMMANDS, new StringDeserializer(), new ByteArrayDeserializer(), topics.commands());
        topology.addSource(Names.PROGRESS, new StringDeserializer(), new ByteArrayDeserializer(), topics.progress());
        topology.addProcessor(Names.COORDINATOR, coordinator::get, Names.COMMANDS, Names.PROGRESS);
        topology.addStateStore(store(Names.COORDINATOR_JOBS, Serdes.ByteArray()), Names.COORDINATOR);
        topology.addStateStore(store(Names.COORDINATOR_DEDUPLICATION, Serdes.ByteArray()), Names.COORDINATOR);
        topology.addStateStore(store(Names.COORDINATOR_TOTALS, Serdes.ByteArray()), Names.COORDINATOR);
        addSink(topology, Names.TO_JOBS, topics.jobs(), FIRST, Names.COORDINATOR);
        addSink(topology, Names.TO_AUDIT, topics.audit(), FIRST, Names.COORDINATOR);
        addSink(topology, Names.TO_SLICES, topics.slices(), this::byPlace, Names.COORDINATOR);
        topology.addSink(
                Names.TO_REJECTIONS,
                topics.rejections(),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                Names.COORDINATOR);
    }

    private void addEmitter(
            Topology topology, java.util.function.Supplier<Processor<String, byte[], byte[], byte[]>> emitter) {
        topology.addSource(Names.SLICES, new StringDeserializer(), new ByteArrayDeserializer(), topics.slices());
        topology.addProcessor(Names.EMITTER, emitter::get, Names.SLICES, Names.DEAD_LETTERS_BY_AFFINITY_KEY);
        topology.addStateStore(store(Names.EMITTER_CURSORS, Serdes.ByteArray()), Names.EMITTER);
        topology.addStateStore(store(Names.EMITTER_DEAD_LETTERS, Serdes.ByteArray()), Names.EMITTER);
        topology.addStateStore(store(Names.EMITTER_INDEXED, Serdes.Long()), Names.EMITTER);
        topology.addStateStore(store(Names.EMITTER_SELECTED, Serdes.ByteArray()), Names.EMITTER);
        addSink(topology, Names.TO_EVENTS, topics.events(), eventRuns, Names.EMITTER);
        topology.addSink(
                Names.TO_UNMIGRATED,
                topics.unmigrated(),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                Names.EMITTER);
        addSink(topology, Names.TO_PROGRESS, topics.progress(), FIRST, Names.EMITTER);
        ResultRecords.addTo(topology, topics, Names.EMITTER);
    }

    private static void addSink(
            Topology topology,
            String name,
            String topic,
            StreamPartitioner<byte[], byte[]> partitioner,
            String parent) {
        topology.addSink(name, topic, new ByteArraySerializer(), new ByteArraySerializer(), partitioner, parent);
    }

    private Optional<Set<Integer>> byPlace(String topic, byte[] key, byte[] value, int partitions) {
        return Optional.of(
                Set.of(AffinityKeys.partition(Json.read(value, Slice.class).affinityKey(), partitions)));
    }

    /** In memory with a changelog: whatever instance takes a task over has its state within a second. */
    private static <V> StoreBuilder<KeyValueStore<String, V>> store(String name, Serde<V> values) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), values)
                .withCachingDisabled();
    }

    /** Gives the end of the part that the DSL makes a name that the rest can be attached to. */
    private static final class HandOn extends ContextualProcessor<String, byte[], String, byte[]> {
        @Override
        public void process(Record<String, byte[]> record) {
            context().forward(record);
        }
    }
}
