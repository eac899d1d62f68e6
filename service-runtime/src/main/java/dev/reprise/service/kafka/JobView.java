package dev.reprise.service.kafka;

import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobBrief;
import dev.reprise.common.wire.Json;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs as they were last committed, on every instance: of each record of {@code reprocess-jobs} what emitters and
 * workers need. It lags behind the coordinator by a commit and a poll. Kafka Streams wants a global store; nothing is put
 * into it, since the records are too large to be kept, and it gives all of them to the processor again at a restart.
 *
 * <p>Threading: written by the thread of the global store alone; read by any number of threads. Bound: some hundred bytes
 * for each job that is over.
 */
public final class JobView {

    private static final Logger LOG = LoggerFactory.getLogger(JobView.class);

    private static final String STORE = "job-view";

    private final Map<String, JobBrief> jobs = new ConcurrentHashMap<>();

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
    public Optional<JobBrief> find(String job) {
        return Optional.ofNullable(jobs.get(job));
    }

    private void put(String job, byte[] value) {
        try {
            jobs.put(job, JobBrief.of(Json.read(value, Job.class)));
        } catch (java.io.UncheckedIOException e) {
            LOG.error("event=foreign-job-record job={} reason={}", job, e.getMessage());
        }
    }

    private final class Update implements Processor<String, byte[], Void, Void> {

        @Override
        public void process(Record<String, byte[]> record) {
            if (record.value() == null) {
                jobs.remove(record.key());
            } else {
                put(record.key(), record.value());
            }
        }
    }
}
