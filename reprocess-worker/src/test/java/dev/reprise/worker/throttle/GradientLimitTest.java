package dev.reprise.worker.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GradientLimitTest {

    private static final int MIN = 64;
    private static final int MAX = 2_048;

    private final GradientLimit limit = new GradientLimit(MIN, MAX);
    private long nanos = Duration.ofHours(1).toNanos();

    /** Answers for some seconds, a hundred a second, while as much is in flight as may be. */
    private void answers(int seconds, int tookMillis) {
        for (int i = 0; i < seconds * 100; i++) {
            nanos += Duration.ofMillis(10).toNanos();
            limit.answered(nanos, Duration.ofMillis(tookMillis).toNanos(), limit.rows(), false);
        }
    }

    @Test
    void should_rise_to_its_highest_while_the_database_is_quick() {
        answers(60, 10);

        assertThat(limit.rows()).isEqualTo(MAX);
    }

    @Test
    void should_fall_within_seconds_when_the_database_slows_down_and_rise_again_when_it_recovers() {
        answers(60, 10);

        answers(5, 100);
        int slow = limit.rows();
        assertThat(slow).isLessThan(MAX / 2).isGreaterThanOrEqualTo(MIN);

        answers(60, 10);
        assertThat(limit.rows()).isGreaterThan(2 * slow);
    }

    @Test
    void should_never_fall_below_its_lowest() {
        answers(30, 5);
        answers(20, 5_000);

        assertThat(limit.rows()).isGreaterThanOrEqualTo(MIN);
    }
}
