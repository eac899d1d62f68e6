package dev.reprise.worker.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class VegasInFlightLimitTest {

    private static final int GROUP = 64;
    private static final int MAX = 2_048;
    private static final int ROWS_PER_MILLI = 20;

    private final VegasInFlightLimit limit = new VegasInFlightLimit(GROUP, MAX);
    private long nanos = Duration.ofHours(1).toNanos();

    /** Answers for some seconds, a hundred a second, while as much is in flight as may be. */
    private void answers(int seconds, int tookMillis) {
        for (int i = 0; i < seconds * 100; i++) {
            answer(tookMillis, false);
        }
    }

    private void answer(int tookMillis, boolean failed) {
        nanos += Duration.ofMillis(10).toNanos();
        limit.answered(nanos, Duration.ofMillis(tookMillis).toNanos(), limit.rows(), failed);
    }

    /** A database that does so many rows a millisecond, at some distance: what is in flight beyond that waits. */
    private void works(int seconds, int distanceMillis) {
        for (int i = 0; i < seconds * 100; i++) {
            answer(Math.max(distanceMillis, limit.rows() / ROWS_PER_MILLI), false);
        }
    }

    @Test
    void should_begin_with_little() {
        assertThat(limit.rows()).isEqualTo(4 * GROUP);
    }

    @Test
    void should_rise_to_its_highest_while_nothing_waits() {
        answers(60, 10);

        assertThat(limit.rows()).isEqualTo(MAX);
    }

    @Test
    void should_keep_the_queue_short_when_the_database_does_what_it_can() {
        works(60, 20);

        int swallowed = 20 * ROWS_PER_MILLI;
        assertThat(limit.rows()).isBetween(swallowed + GROUP, swallowed + 5 * GROUP);
    }

    @Test
    void should_allow_more_when_the_database_is_farther_away() {
        works(60, 60);

        int swallowed = 60 * ROWS_PER_MILLI;
        assertThat(limit.rows()).isBetween(swallowed + GROUP, swallowed + 5 * GROUP);
    }

    @Test
    void should_fall_within_seconds_when_the_database_slows_down_and_rise_again_when_it_recovers() {
        answers(60, 10);

        answers(5, 100);
        int slow = limit.rows();
        assertThat(slow).isLessThan(MAX / 2);

        answers(60, 10);
        assertThat(limit.rows()).isGreaterThan(2 * slow);
    }

    @Test
    void should_fall_when_requests_fail() {
        answers(60, 10);

        for (int i = 0; i < 500; i++) {
            answer(10 + i % 2, true);
        }

        assertThat(limit.rows()).isLessThan(MAX / 2);
    }

    @Test
    void should_never_fall_below_two_groups() {
        answers(30, 5);
        for (int i = 0; i < 10_000; i++) {
            answer(5_000, true);
        }

        assertThat(limit.rows()).isEqualTo(2 * GROUP);
    }

    @Test
    void should_not_exceed_a_small_highest() {
        var small = new VegasInFlightLimit(GROUP, 10);

        assertThat(small.rows()).isEqualTo(10);
    }
}
