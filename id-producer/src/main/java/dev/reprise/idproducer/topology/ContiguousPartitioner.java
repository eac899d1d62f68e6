package dev.reprise.idproducer.topology;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Gives runs of consecutive events of one bucket to the same partition, and the next run to the next one: what one worker
 * reads and writes at once lies side by side in Cassandra, and every partition gets the same share. By the hash of its key
 * each partition would get an id here and there, and a range read of those would read as many rows in vain.
 *
 * <p>Nothing depends on an asset always having the same partition: two jobs that may write it never run at once, a round
 * begins when the last one is over, and a repeated write changes nothing.
 *
 * <p>Threading: an emitting task says what it emits next, on the stream thread on which Kafka Streams then asks.
 */
final class ContiguousPartitioner implements StreamPartitioner<byte[], byte[]> {

    /** As many as a worker puts into one group by default, so that a run is a group. */
    private static final int RUN_EVENTS = 64;

    private final ThreadLocal<Run> runs = ThreadLocal.withInitial(Run::new);

    /** Where a thread is. */
    private static final class Run {
        private String bucket = "";
        private int events;
        private int number;
    }

    /** Takes note of the next event of this thread; returns whether a run begins with it. */
    boolean next(String bucket) {
        Run run = runs.get();
        boolean begins = run.events == RUN_EVENTS || !run.bucket.equals(bucket);
        if (begins) {
            run.bucket = bucket;
            run.events = 0;
            run.number++;
        }
        run.events++;
        return begins;
    }

    @Override
    public Optional<Set<Integer>> partitions(String topic, byte[] key, byte[] value, int partitions) {
        return Optional.of(Set.of(Math.floorMod(runs.get().number, partitions)));
    }
}
