package dev.reprise.topics.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class TopicTailTest {

    private static final String TOPIC = "reprocess-jobs";
    private static final TopicPartition FIRST = new TopicPartition(TOPIC, 0);
    private static final TopicPartition SECOND = new TopicPartition(TOPIC, 1);
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final List<String> read = new ArrayList<>();
    private long nowNanos = 5;

    /** Knows what a broker would answer for time stamps, which the one of Kafka does not. */
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {
        @Override
        public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
            assertThat(times).isEqualTo(Map.of(FIRST, 2_000L, SECOND, 2_000L));
            var found = new HashMap<TopicPartition, OffsetAndTimestamp>();
            found.put(FIRST, new OffsetAndTimestamp(1, 2_500));
            found.put(SECOND, null);
            return found;
        }
    };

    private TopicTail tail(Patience patience) {
        return new TopicTail(consumer, TOPIC, patience, () -> nowNanos);
    }

    private TopicTail tail() {
        return tail(Patience.withoutProgress(PATIENCE));
    }

    private void topicEnds(long first, long second) {
        Node[] nodes = {Node.noNode()};
        consumer.updatePartitions(
                TOPIC,
                List.of(
                        new PartitionInfo(TOPIC, 0, nodes[0], nodes, nodes),
                        new PartitionInfo(TOPIC, 1, nodes[0], nodes, nodes)));
        consumer.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
        consumer.updateEndOffsets(Map.of(FIRST, first, SECOND, second));
    }

    private void arrives(TopicPartition partition, long offset, String value) {
        consumer.addRecord(new ConsumerRecord<>(
                TOPIC,
                partition.partition(),
                offset,
                offset,
                TimestampType.CREATE_TIME,
                0,
                0,
                new byte[0],
                value.getBytes(StandardCharsets.UTF_8),
                new RecordHeaders(),
                Optional.empty()));
    }

    private void note(ConsumerRecord<byte[], byte[]> record) {
        read.add(new String(record.value(), StandardCharsets.UTF_8));
    }

    @Test
    void should_name_the_topic_and_close_the_consumer_when_there_is_no_topic() {
        // when / then
        assertThatThrownBy(this::tail)
                .isInstanceOf(UnknownTopicOrPartitionException.class)
                .hasMessageContaining(TOPIC);
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void should_read_every_partition_to_its_end_when_records_come_in_several_polls() {
        // given
        topicEnds(2, 1);
        consumer.schedulePollTask(() -> arrives(FIRST, 0, "a"));
        consumer.schedulePollTask(() -> {
            arrives(SECOND, 0, "b");
            arrives(FIRST, 1, "c");
        });

        // when
        try (TopicTail tail = tail()) {
            tail.readToEnd(this::note);
        }

        // then
        assertThat(read).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void should_leave_what_comes_behind_the_end_to_the_next_reading() {
        // given
        topicEnds(1, 0);
        consumer.schedulePollTask(() -> {
            arrives(FIRST, 0, "before");
            arrives(FIRST, 1, "behind");
        });

        try (TopicTail tail = tail()) {
            // when
            tail.readToEnd(this::note);

            // then
            assertThat(read).containsExactly("before");
            assertThat(consumer.position(FIRST)).isEqualTo(1);

            // when
            consumer.schedulePollTask(() -> arrives(FIRST, 1, "behind"));
            tail.poll(Duration.ZERO, this::note);

            // then
            assertThat(read).containsExactly("before", "behind");
        }
    }

    @Test
    void should_be_at_the_end_when_only_markers_of_transactions_stand_before_it() {
        // given
        topicEnds(3, 0);
        consumer.schedulePollTask(() -> arrives(FIRST, 0, "a"));
        consumer.schedulePollTask(() -> consumer.seek(FIRST, 3));

        // when
        try (TopicTail tail = tail()) {
            tail.readToEnd(this::note);
        }

        // then
        assertThat(read).containsExactly("a");
    }

    @Test
    void should_read_nothing_when_the_topic_is_empty() {
        // given
        topicEnds(0, 0);

        // when
        try (TopicTail tail = tail()) {
            tail.readToEnd(this::note);
        }

        // then
        assertThat(read).isEmpty();
    }

    @Test
    void should_give_up_when_there_is_no_progress_within_the_patience() {
        // given
        topicEnds(2, 0);
        pass(PATIENCE);
        consumer.schedulePollTask(() -> arrives(FIRST, 0, "a"));
        pass(PATIENCE);
        pass(Duration.ofNanos(1));

        // when / then
        try (TopicTail tail = tail()) {
            assertThatThrownBy(() -> tail.readToEnd(this::note))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContaining(TOPIC)
                    .hasMessageContaining("PT8S");
        }
        assertThat(read).containsExactly("a");
        assertThat(nowNanos).isEqualTo(5 + 2 * PATIENCE.toNanos() + 1);
    }

    @Test
    void should_give_up_in_spite_of_progress_when_the_patience_is_for_all() {
        // given
        topicEnds(3, 0);
        consumer.schedulePollTask(() -> arrives(FIRST, 0, "a"));
        pass(PATIENCE);
        consumer.schedulePollTask(() -> {
            nowNanos++;
            arrives(FIRST, 1, "b");
        });

        // when / then
        try (TopicTail tail = tail(Patience.altogether(PATIENCE))) {
            assertThatThrownBy(() -> tail.readToEnd(this::note)).isInstanceOf(TimeoutException.class);
        }
        assertThat(read).containsExactly("a", "b");
    }

    @Test
    void should_begin_at_a_time_when_a_partition_has_younger_records_and_at_the_end_of_the_others() {
        // given
        topicEnds(2, 7);

        // when
        try (TopicTail tail = tail()) {
            tail.seekTo(Instant.ofEpochMilli(2_000));

            // then
            assertThat(consumer.position(FIRST)).isEqualTo(1);
            assertThat(consumer.position(SECOND)).isEqualTo(7);
        }
    }

    @Test
    void should_stay_at_the_beginning_of_partitions_without_an_offset_when_offsets_are_given() {
        // given
        topicEnds(9, 9);

        // when
        try (TopicTail tail = tail()) {
            tail.seekTo(Map.of(FIRST, 4L, new TopicPartition("another", 0), 5L));

            // then
            assertThat(consumer.position(FIRST)).isEqualTo(4);
            assertThat(consumer.position(SECOND)).isZero();
        }
    }

    @Test
    void should_refuse_a_patience_of_nothing() {
        // when / then
        assertThatThrownBy(() -> Patience.altogether(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    private void pass(Duration time) {
        consumer.schedulePollTask(() -> nowNanos += time.toNanos());
    }
}
