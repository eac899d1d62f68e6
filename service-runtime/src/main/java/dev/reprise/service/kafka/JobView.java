package dev.reprise.service.kafka;

import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobBrief;
import dev.reprise.common.records.RecordReader;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;

/**
 * The jobs as they were last committed, on every instance: of each record of {@code reprocess-jobs} what emitters and
 * workers need. It lags behind the coordinator by a commit and a poll. A foreign record changes nothing; nor does the
 * deletion of a job that is not over, since the coordinator still leads it. Kafka Streams wants a global store; nothing is
 * put into it, since the records are too large to be kept, and it gives all of them to the processor again at a restart.
 *
 * <p>Threading: written by the thread of the global store alone; read by any number of threads. Bound: some hundred bytes
 * for each job that is over.
 */
public final class JobView {

    private static final String STORE = "job-view";

    private final RecordReader<Job> reader;
    private final Consumer<JobBrief> changed;
    private final Map<String, JobBrief> jobs = new ConcurrentHashMap<>();

    /** Creates a view that knows no job yet. */
    public JobView(RecordReader<Job> reader) {
        this(reader, job -> {});
    }

    /**
     * Creates a view that knows no job yet.
     *
     * @param changed is told of each job after the view knows what became of it, on the thread of the global store
     */
    public JobView(RecordReader<Job> reader, Consumer<JobBrief> changed) {
        this.reader = reader;
        this.changed = changed;
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
    public Optional<JobBrief> find(String job) {
        return Optional.ofNullable(jobs.get(job));
    }

    private boolean isOver(String job) {
        return find(job).filter(one -> one.state().isFinal()).isPresent();
    }

    private final class Update implements Processor<String, byte[], Void, Void> {

        @Override
        public void process(Record<String, byte[]> record) {
            String job = record.key();
            if (record.value() == null && job != null && isOver(job)) {
                jobs.remove(job);
            } else {
                reader.read(job, record.value()).map(JobBrief::of).ifPresent(brief -> {
                    jobs.put(brief.job(), brief);
                    changed.accept(brief);
                });
            }
        }
    }
}
