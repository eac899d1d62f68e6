package dev.reprise.iceberg.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.iceberg.progress.ReadPositions;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class KafkaExportTopicTest {

    private static final TopicPartition FIRST = new TopicPartition("t", 0);

    private static final TopicPartition SECOND = new TopicPartition("t", 1);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");

    private final KafkaExportTopic topic = new KafkaExportTopic(
            "t",
            () -> {
                throw new AssertionError("nobody is asked");
            },
            consumer);

    private void add(TopicPartition partition, long offset, String value) {
        consumer.addRecord(new ConsumerRecord<>(
                partition.topic(), partition.partition(), offset, null, value.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void should_read_from_where_the_tables_end_and_tell_how_far_it_is() {
        consumer.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
        topic.start(new ReadPositions("id", Map.of(0, 5L, 1, 9L)));
        add(FIRST, 5, "five");
        add(FIRST, 7, "seven");

        assertThat(topic.poll()).extracting(Object::toString).containsExactly("0/5", "0/7");
        assertThat(topic.positions()).isEqualTo(new ReadPositions("id", Map.of(0, 8L, 1, 9L)));
    }

    @Test
    void should_never_jump_when_the_topic_does_not_have_the_offset() {
        consumer.updateBeginningOffsets(Map.of(FIRST, 50L));
        consumer.updateEndOffsets(Map.of(FIRST, 60L));
        topic.start(new ReadPositions("id", Map.of(0, 5L)));
        consumer.setPollException(new OffsetOutOfRangeException(Map.of(FIRST, 5L)));

        assertThatThrownBy(topic::poll).isInstanceOf(OffsetOutOfRangeException.class);
    }
}
