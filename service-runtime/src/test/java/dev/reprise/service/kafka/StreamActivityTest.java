package dev.reprise.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StreamActivityTest {

    private static final Duration ASKED = Duration.ofMillis(20);

    private final AtomicLong now = new AtomicLong(-5);
    private final StreamActivity activity = new StreamActivity(now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void should_wait_as_asked_while_there_is_something_to_do() {
        assertThat(activity.waitFor(ASKED)).as("at the start").isEqualTo(ASKED);
        pass(StreamActivity.CALM_AFTER.minusNanos(1));
        assertThat(activity.waitFor(ASKED)).isEqualTo(ASKED);
    }

    @Test
    void should_wait_longer_after_a_time_without_records_and_as_asked_from_the_next_on() {
        pass(StreamActivity.CALM_AFTER);
        assertThat(activity.waitFor(ASKED)).isEqualTo(StreamActivity.CALM_WAIT);

        activity.note();

        assertThat(activity.waitFor(ASKED)).isEqualTo(ASKED);
    }

    @Test
    void should_not_wait_when_nothing_is_to_be_waited_for_and_not_cut_a_longer_wait() {
        pass(StreamActivity.CALM_AFTER);

        assertThat(activity.waitFor(Duration.ZERO)).isZero();
        assertThat(activity.waitFor(Duration.ofMinutes(1))).isEqualTo(Duration.ofMinutes(1));
    }
}
