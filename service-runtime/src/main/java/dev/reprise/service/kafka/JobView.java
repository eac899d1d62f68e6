package dev.reprise.service.kafka;

import dev.reprise.common.job.Job;
import dev.reprise.common.records.RecordReader;
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
import org.jspecify.annotations.Nullable;

/**
 * The jobs as they were last committed, on every instance: a global store over {@code reprocess-jobs}, with each record
 * parsed once. It lags behind the coordinator by a commit and a poll. A foreign record changes nothing; nor does the deletion
 * of a job that is not over, since the coordinator still leads it.
 *
 * <p>Threading: written by the thread of the global store alone; read by any number of threads.
 */
public final class JobView {

    private static final String STORE = "job-view";

    private final RecordReader<Job> reader;
    private final Map<String, Job> jobs = new ConcurrentHashMap<>();

    /** Creates a view that knows no job yet. */
    public JobView(RecordReader<Job> reader) {
        this.reader = reader;
    }

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

    private boolean isOver(String job) {
        return find(job).filter(one -> one.state().isFinal()).isPresent();
    }

    /** Keeps the parsed copy beside the store, also after the store was restored without going through here. */
    private final class Update implements Processor<String, byte[], Void, Void> {

        private KeyValueStore<String, byte[]> store;

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            store = context.getStateStore(STORE);
            try (KeyValueIterator<String, byte[]> restored = store.all()) {
                restored.forEachRemaining(entry -> read(entry.key, entry.value));
            }
        }

        @Override
        public void process(Record<String, byte[]> record) {
            String job = record.key();
            if (record.value() == null && job != null && isOver(job)) {
                store.delete(job);
                jobs.remove(job);
            } else if (read(job, record.value())) {
                store.put(job, record.value());
            }
        }

        private boolean read(@Nullable String key, byte @Nullable [] value) {
            Optional<Job> read = reader.read(key, value);
            read.ifPresent(job -> jobs.put(job.job(), job));
            return read.isPresent();
        }
    }
}
