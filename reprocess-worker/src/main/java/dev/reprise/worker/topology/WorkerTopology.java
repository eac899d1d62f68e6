package dev.reprise.worker.topology;

import dev.reprise.common.topic.Topics;
import dev.reprise.pipeline.kafka.ResultRecords;
import dev.reprise.service.kafka.JobView;
import dev.reprise.worker.topology.async.CommitBarrier;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.state.Stores;

/**
 * The stream of the worker:
 *
 * <pre>
 * events ──▶ worker ──▶ dead letters, outcomes, previews, messages, progress   one task a partition of events
 * jobs ──▶ job view                                                            on every instance
 * </pre>
 */
final class WorkerTopology {

    private WorkerTopology() {}

    /**
     * Makes the topology.
     *
     * @param worker makes the processor, once a task
     */
    static Topology build(Topics topics, JobView jobView, Supplier<Processor<byte[], byte[], byte[], byte[]>> worker) {
        var topology = new Topology();
        jobView.addTo(topology, topics.jobs());
        topology.addSource(Names.EVENTS, new ByteArrayDeserializer(), new ByteArrayDeserializer(), topics.events());
        topology.addProcessor(Names.WORKER, worker::get, Names.EVENTS);
        topology.addStateStore(CommitBarrier.builder(Names.BARRIER), Names.WORKER);
        addStore(topology, Names.TOTALS);
        addStore(topology, Names.PARKED);
        ResultRecords.addTo(topology, topics, Names.WORKER);
        // The coordinator is one task: all progress goes to the first partition.
        topology.<byte[], byte[]>addSink(
                Names.TO_PROGRESS,
                topics.progress(),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                (topic, key, value, partitions) -> Optional.of(Set.of(0)),
                Names.WORKER);
        return topology;
    }

    /** In memory with a changelog: whatever instance takes a task over has its state within a second. */
    private static void addStore(Topology topology, String name) {
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                        .withCachingDisabled(),
                Names.WORKER);
    }
}
