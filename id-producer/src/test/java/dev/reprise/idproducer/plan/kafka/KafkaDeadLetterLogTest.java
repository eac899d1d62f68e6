package dev.reprise.idproducer.plan.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.common.assets.LocatedId;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.AssetEventFormat;
import dev.reprise.common.event.DeadLetterHeaders;
import dev.reprise.common.records.ForeignRecords;
import dev.reprise.common.records.TopicReaders;
import dev.reprise.common.topic.Topics;
import dev.reprise.topics.kafka.Patience;
import dev.reprise.topics.kafka.TopicTail;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KafkaDeadLetterLogTest {

    private static final Topics TOPICS = new Topics("");

    private static final UUID ID = new UUID(0x1000L, 7);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

    private Map<String, Set<LocatedId>> ask(String job, @Nullable String cause)
            throws InterruptedException, ExecutionException, TimeoutException {
        var readers = new TopicReaders(TOPICS, ForeignRecords.UNNOTICED);
        var patience = Patience.withoutProgress(Duration.ofMinutes(1));
        try (var log = new KafkaDeadLetterLog(
                () -> new TopicTail(consumer, TOPICS.deadLetters(), patience, System::nanoTime),
                readers.deadLetters())) {
            return log.of(job, cause).toCompletableFuture().get(1, TimeUnit.MINUTES);
        }
    }

    private void topicHolds(List<ConsumerRecord<byte[], byte[]>> records) {
        var partition = new TopicPartition(TOPICS.deadLetters(), 0);
        Node[] nodes = {Node.noNode()};
        consumer.updatePartitions(
                partition.topic(), List.of(new PartitionInfo(partition.topic(), 0, nodes[0], nodes, nodes)));
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        consumer.updateEndOffsets(Map.of(partition, (long) records.size()));
        consumer.schedulePollTask(() -> records.forEach(consumer::addRecord));
    }

    private static ConsumerRecord<byte[], byte[]> letter(int offset, String job, String bucket, String fingerprint) {
        byte[] value = AssetEventFormat.bytes(new AssetEvent(job, "movie", bucket, ID));
        var record = new ConsumerRecord<>(TOPICS.deadLetters(), 0, offset, new byte[0], value);
        Map.of(
                        DeadLetterHeaders.REASON, "no title",
                        DeadLetterHeaders.CAUSE, "MigrationFailed",
                        DeadLetterHeaders.FINGERPRINT, fingerprint,
                        DeadLetterHeaders.STAGE, "migrate")
                .forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    @Test
    void should_fail_rather_than_find_nothing_when_the_topic_does_not_exist() {
        assertThatThrownBy(() -> ask("job-1", null))
                .hasRootCauseInstanceOf(UnknownTopicOrPartitionException.class)
                .hasMessageContaining(TOPICS.deadLetters());
    }

    @Test
    void should_find_the_letters_of_the_job_and_the_cause_in_the_buckets_they_name() throws Exception {
        topicHolds(List.of(
                letter(0, "job-1", "a", "cause-1"),
                letter(1, "job-2", "b", "cause-1"),
                new ConsumerRecord<>(TOPICS.deadLetters(), 0, 2, new byte[0], null),
                letter(3, "job-1", "c", "cause-2"),
                letter(4, "job-1", "a", "cause-1")));

        assertThat(ask("job-1", "cause-1")).isEqualTo(Map.of("movie", Set.of(new LocatedId("a", ID))));
    }

    @Test
    void should_find_nothing_when_the_topic_is_empty() throws Exception {
        topicHolds(List.of());

        assertThat(ask("job-1", null)).isEmpty();
    }
}
