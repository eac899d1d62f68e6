package dev.reprise.idproducer.emit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.topic.EventQueue;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The broker is asked often while there is something to pace, and seldom otherwise. */
class MeasurementPaceTest {

    private static final int LOOKS = 10 * MeasurementPace.COUNTED_EVERY;

    private final MeasurementPace pace = new MeasurementPace();

    private static EventQueue queue(long processed, long end) {
        return new EventQueue(1, Map.of(0, new EventQueue.Place(processed, end)));
    }

    private int due(boolean isAsked) {
        return (int)
                IntStream.range(0, LOOKS).filter(look -> pace.isDue(isAsked)).count();
    }

    @Test
    void should_measure_at_every_look_when_nothing_is_known_or_something_moves_or_waits() {
        assertThat(due(false)).as("nothing is known").isEqualTo(LOOKS);
        pace.measured(queue(5, 5), queue(7, 7), false);
        assertThat(due(false)).as("it has moved").isEqualTo(LOOKS);
        pace.measured(queue(5, 7), queue(5, 7), false);
        assertThat(due(false)).as("the workers are behind").isEqualTo(LOOKS);
    }

    @Test
    void should_measure_seldom_when_nothing_moves() {
        pace.measured(queue(7, 7), queue(7, 7), false);

        assertThat(due(false)).isEqualTo(LOOKS / MeasurementPace.COUNTED_EVERY);
    }

    @Test
    void should_measure_at_the_next_look_when_somebody_begins_to_emit() {
        pace.measured(queue(7, 7), queue(7, 7), false);
        assertThat(pace.isDue(false)).as("a count").isTrue();
        assertThat(pace.isDue(false)).isFalse();

        assertThat(pace.isDue(true)).isTrue();
        pace.measured(queue(7, 7), queue(7, 7), true);
        assertThat(pace.isDue(false))
                .as("what was emitted is not in the queue yet")
                .isTrue();
    }

    @Test
    void should_count_the_group_at_one_look_of_ten_whatever_is_measured() {
        long counts = IntStream.range(0, LOOKS)
                .filter(look -> {
                    pace.isDue(true);
                    return pace.isCountDue();
                })
                .count();

        assertThat(counts).isEqualTo(LOOKS / MeasurementPace.COUNTED_EVERY);
    }
}
