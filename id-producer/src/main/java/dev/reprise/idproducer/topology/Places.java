package dev.reprise.idproducer.topology;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * Which emitting task a {@link dev.reprise.common.job.Slice#place() place} belongs to: Kafka's own default partitioning
 * of the place's name, so that slices and repartitioned dead letters of a place meet.
 */
final class Places {

    private Places() {}

    /** Returns the partition of a place among the partitions of {@code reprocess-slices}. */
    static int partition(String place, int partitions) {
        return Utils.toPositive(Utils.murmur2(place.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
