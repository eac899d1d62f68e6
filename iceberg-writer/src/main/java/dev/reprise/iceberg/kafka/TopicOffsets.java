package dev.reprise.iceberg.kafka;

import dev.reprise.iceberg.progress.TopicState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks Kafka what the topic is now.
 *
 * <p>Threading: safe for any number of threads, which wait for the answer.
 */
public final class TopicOffsets {

    private static final long ANSWER_SECONDS_MAX = 10;

    private final String name;
    private final Supplier<Admin> admin;

    /**
     * Creates it; nothing is asked yet.
     *
     * @param name full name of the topic
     */
    public TopicOffsets(String name, Supplier<Admin> admin) {
        this.name = name;
        this.admin = admin;
    }

    /**
     * Returns the id of the topic, and where each partition begins.
     *
     * @throws KafkaException if there is no answer
     */
    public TopicState state() {
        TopicDescription description = Objects.requireNonNull(answer(asked -> asked.describeTopics(List.of(name))
                        .allTopicNames()
                        .toCompletionStage()
                        .toCompletableFuture())
                .get(name));
        List<Integer> partitions =
                description.partitions().stream().map(one -> one.partition()).toList();
        return new TopicState(name, description.topicId().toString(), offsets(partitions, OffsetSpec.earliest()));
    }

    /**
     * Returns the offset behind the last committed record of each partition.
     *
     * @throws KafkaException if there is no answer
     */
    public Map<Integer, Long> ends(Iterable<Integer> partitions) {
        return offsets(partitions, OffsetSpec.latest());
    }

    private Map<Integer, Long> offsets(Iterable<Integer> partitions, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(new TopicPartition(name, partition), which));
        var found = answer(asked -> asked.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .toCompletionStage()
                .toCompletableFuture());
        Map<Integer, Long> offsets = new TreeMap<>();
        found.forEach((partition, offset) -> offsets.put(partition.partition(), offset.offset()));
        return offsets;
    }

    private <T> T answer(Function<Admin, CompletableFuture<T>> question) {
        try {
            return question.apply(admin.get()).get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while Kafka was asked for " + name, e);
        } catch (ExecutionException e) {
            throw new KafkaException("Kafka was asked for " + name, e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("Kafka does not answer within " + ANSWER_SECONDS_MAX + " s", e);
        }
    }
}
