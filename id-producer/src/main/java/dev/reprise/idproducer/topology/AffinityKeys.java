package dev.reprise.idproducer.topology;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * Which emitting task a {@link dev.reprise.common.job.Slice#affinityKey() affinity key} belongs to: Kafka's own default partitioning
 * of the key's name, so that slices and repartitioned dead letters of a key meet.
 */
final class AffinityKeys {

    private AffinityKeys() {}

    /** Returns the partition of a key among the partitions of {@code reprocess-slices}. */
    static int partition(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
