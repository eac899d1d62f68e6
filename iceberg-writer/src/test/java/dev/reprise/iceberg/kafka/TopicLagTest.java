package dev.reprise.iceberg.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.iceberg.progress.ReadPositions;
import dev.reprise.iceberg.progress.TopicState;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicLagTest {

    private static final TopicState TOPIC = new TopicState("reprise-export", "id", Map.of(0, 10L, 1, 0L));
    private static final Map<Integer, Long> ENDS = Map.of(0, 30L, 1, 5L);

    @Test
    void should_count_what_is_behind_the_tables() {
        assertThat(TopicLag.records(TOPIC, ENDS, new ReadPositions("id", Map.of(0, 28L, 1, 5L))))
                .isEqualTo(2);
        assertThat(TopicLag.records(TOPIC, ENDS, new ReadPositions("id", Map.of(0, 28L))))
                .as("a partition of which nothing is read")
                .isEqualTo(7);
        assertThat(TopicLag.records(TOPIC, ENDS, new ReadPositions("id", Map.of(0, 4L, 1, 6L))))
                .as("records that are gone do not wait")
                .isEqualTo(20);
    }

    @Test
    void should_count_all_that_is_there_while_nobody_knows_or_the_topic_is_another() {
        assertThat(TopicLag.records(TOPIC, ENDS, null)).isEqualTo(25);
        assertThat(TopicLag.records(TOPIC, ENDS, new ReadPositions("other", Map.of(0, 28L, 1, 5L))))
                .isEqualTo(25);
    }
}
