package dev.reprise.common.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.topic.EventQueue.Place;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventQueueTest {

    private static EventQueue queue(Place... places) {
        return new EventQueue(1, Map.of(0, places[0], 1, places[1]));
    }

    @Test
    void should_count_what_is_behind_the_committed_offsets() {
        EventQueue queue = queue(Place.of(10L, 0, 15), Place.of(20L, 0, 20));

        assertThat(queue.lag()).isEqualTo(5);
        assertThat(queue.processed()).isEqualTo(30);
    }

    @Test
    void should_not_count_what_was_deleted_when_nothing_or_less_was_committed() {
        EventQueue queue = queue(Place.of(null, 100, 103), Place.of(20L, 25, 25));

        assertThat(queue.lag()).isEqualTo(3);
    }

    @Test
    void should_have_passed_an_earlier_queue_only_when_every_partition_is_processed_up_to_its_end() {
        EventQueue earlier = queue(Place.of(10L, 0, 15), Place.of(0L, 0, 20));

        assertThat(queue(new Place(15, 90), new Place(19, 90)).hasPassed(earlier))
                .isFalse();
        assertThat(queue(new Place(15, 90), new Place(20, 90)).hasPassed(earlier))
                .as("whatever has come behind it")
                .isTrue();
    }

    @Test
    void should_have_passed_an_earlier_queue_when_the_topic_was_made_anew() {
        EventQueue earlier = queue(new Place(10, 15), new Place(20, 20));

        assertThat(queue(new Place(2, 2), new Place(0, 0)).hasPassed(earlier)).isTrue();
    }
}
