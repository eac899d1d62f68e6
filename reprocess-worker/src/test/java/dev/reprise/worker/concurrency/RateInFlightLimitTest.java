package dev.reprise.worker.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RateInFlightLimitTest {

    private static final long MILLI = 1_000_000;

    private @Nullable Integer rate = 10_000;
    private int accepted;
    private final RateInFlightLimit limit = new RateInFlightLimit(() -> rate, () -> accepted);

    @Test
    void should_be_what_the_rate_brings_in_the_time_of_two_groups_and_20_ms() {
        assertThat(limit.rows()).isEqualTo(200);
        limit.answered(0, 5 * MILLI, 1, false);
        assertThat(limit.rows()).isEqualTo(300);

        rate = 1_000;
        assertThat(limit.rows()).isEqualTo(30);
        rate = 20;
        assertThat(limit.rows()).isEqualTo(8);
        rate = null;
        assertThat(limit.rows()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void should_be_a_part_of_what_waits_when_that_is_much() {
        rate = 20;
        accepted = 2_048;
        assertThat(limit.rows()).isEqualTo(256);

        int groups = 0;
        for (; accepted > 0; groups++) {
            accepted -= limit.rows();
        }
        assertThat(groups).as("or a commit waits too long").isBetween(30, 40);
    }

    @Test
    void should_learn_nothing_from_what_has_failed() {
        limit.answered(0, 5 * MILLI, 1, false);
        limit.answered(0, 0, 1, true);

        assertThat(limit.rows()).isEqualTo(300);
    }

    @Test
    void should_go_by_the_quickest_group_and_forget_it_slowly() {
        limit.answered(0, 5 * MILLI, 1, false);
        limit.answered(0, 69 * MILLI, 1, false);
        assertThat(limit.rows()).as("5 ms and a 64th of 64 ms").isEqualTo(320);

        for (int i = 0; i < 1_000; i++) {
            limit.answered(0, 69 * MILLI, 1, false);
        }
        assertThat(limit.rows()).isBetween(1_570, 1_580);
    }
}
