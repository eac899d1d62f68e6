package dev.reprise.service.kafka;

import dev.reprise.common.job.Job;
import dev.reprise.common.wire.Json;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs as they were last committed, on every instance: a global store over {@code reprocess-jobs}, with each record
 * parsed once. It lags behind the coordinator by a commit and a poll.
 *
 * <p>Threading: written by the thread of the global store alone; read by any number of threads.
 */
public final class JobView {

    private static final Logger LOG = LoggerFactory.getLogger(JobView.class);

    private static final String STORE = "job-view";

    private final Map<String, Job> jobs = new ConcurrentHashMap<>();

    /** Adds the global store to a topology. */
    public void addTo(Topology topology, String jobsTopic) {
        var store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled()
                .withCachingDisabled();
        topology.addGlobalStore(
                store,
                "job-view-source",
                Serdes.String().deserializer(),
                Serdes.ByteArray().deserializer(),
                jobsTopic,
                "job-view-processor",
                Update::new);
    }

    /** Returns a job, or empty when no record of it has arrived. */
    public Optional<Job> find(String job) {
        return Optional.ofNullable(jobs.get(job));
    }

    private void put(String job, byte[] value) {
        try {
            jobs.put(job, Json.read(value, Job.class));
        } catch (java.io.UncheckedIOException e) {
            LOG.error("event=foreign-job-record job={} reason={}", job, e.getMessage());
        }
    }

    /** Keeps the parsed copy beside the store, also after the store was restored without going through here. */
    private final class Update implements Processor<String, byte[], Void, Void> {

        private KeyValueStore<String, byte[]> store;

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            store = context.getStateStore(STORE);
            try (KeyValueIterator<String, byte[]> restored = store.all()) {
                restored.forEachRemaining(entry -> put(entry.key, entry.value));
            }
        }

        @Override
        public void process(Record<String, byte[]> record) {
            if (record.value() == null) {
                store.delete(record.key());
                jobs.remove(record.key());
            } else {
                store.put(record.key(), record.value());
                put(record.key(), record.value());
            }
        }
    }
}
