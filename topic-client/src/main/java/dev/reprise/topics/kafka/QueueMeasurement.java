package dev.reprise.topics.kafka;

import dev.reprise.common.topic.EventQueue;
import dev.reprise.common.topic.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the workers are behind, by the offsets that their group has committed in {@code reprocess-events}.
 *
 * <p>Threading: immutable.
 *
 * @param partitions by number
 * @param isConsumed whether workers have ever committed anything
 */
public record QueueMeasurement(Map<Integer, EventQueue.Place> partitions, boolean isConsumed) {

    public QueueMeasurement {
        partitions = Map.copyOf(partitions);
    }

    /**
     * Begins to measure: all questions are on their way when this returns.
     *
     * @param partitions number of partitions of {@code reprocess-events}
     * @return fails as the questions do; who waits for it bounds the time
     */
    public static CompletableFuture<QueueMeasurement> begin(Admin admin, Topics topics, int partitions) {
        Map<TopicPartition, OffsetSpec> end = new HashMap<>();
        Map<TopicPartition, OffsetSpec> first = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            end.put(new TopicPartition(topics.events(), partition), OffsetSpec.latest());
            first.put(new TopicPartition(topics.events(), partition), OffsetSpec.earliest());
        }
        var ends = admin.listOffsets(end).all().toCompletionStage();
        var firsts = admin.listOffsets(first).all().toCompletionStage();
        var commits = admin.listConsumerGroupOffsets(topics.workerGroup())
                .partitionsToOffsetAndMetadata()
                .toCompletionStage();
        return ends.thenCombine(firsts, (last, begin) -> commits.thenApply(committed -> of(last, begin, committed)))
                .thenCompose(Function.identity())
                .toCompletableFuture();
    }

    private static QueueMeasurement of(
            Map<TopicPartition, ListOffsetsResultInfo> ends,
            Map<TopicPartition, ListOffsetsResultInfo> firsts,
            Map<TopicPartition, OffsetAndMetadata> committed) {
        Map<Integer, EventQueue.Place> places = new HashMap<>();
        ends.forEach((partition, end) -> places.put(
                partition.partition(),
                EventQueue.Place.of(
                        Optional.ofNullable(committed.get(partition))
                                .map(OffsetAndMetadata::offset)
                                .orElse(null),
                        Objects.requireNonNull(firsts.get(partition)).offset(),
                        end.offset())));
        return new QueueMeasurement(places, !committed.isEmpty());
    }
}
