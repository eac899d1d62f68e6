package dev.reprise.idproducer.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static final Backlog.Bounds BOUNDS = new Backlog.Bounds(Duration.ofMillis(1500), 2_000, 200_000);

    private final Backlog backlog = new Backlog(BOUNDS);
    private long nanos;

    /** Measures twice a second for a while, with workers that process so many events a second. */
    private void run(int seconds, long perSecond, long lag) {
        long processed = 0;
        for (int half = 0; half <= 2 * seconds; half++) {
            backlog.measured(lag, processed, nanos);
            nanos += Duration.ofMillis(500).toNanos();
            processed += perSecond / 2;
        }
    }

    @Test
    void should_allow_nothing_when_nothing_was_measured() {
        assertThat(backlog.available()).isZero();
    }

    @Test
    void should_allow_the_minimum_when_workers_have_done_nothing_yet() {
        backlog.measured(500, 0, nanos);

        assertThat(backlog.available()).isEqualTo(1_500);
        backlog.take(1_500);
        assertThat(backlog.available()).isZero();
    }

    @Test
    void should_share_in_whole_groups_down_to_a_single_one() {
        backlog.measured(0, 0, nanos);
        Object asker = new Object();

        assertThat(backlog.share(asker, 4)).as("2,000 among 4").isEqualTo(7 * 64);
        assertThat(backlog.share(asker, 100)).as("2,000 among 100").isEqualTo(64);
        backlog.take(1_990);
        assertThat(backlog.share(asker, 1)).as("the rest").isEqualTo(10);
    }

    @Test
    void should_follow_the_throughput_within_its_bounds() {
        run(60, 10_000, 0);
        assertThat(backlog.available())
                .as("1.5 s, and 2 s that are not committed yet")
                .isBetween(34_000, 35_000);

        run(60, 1_000_000, 0);
        assertThat(backlog.available()).isEqualTo(200_000);

        run(60, 1_000, 150_000);
        assertThat(backlog.available()).as("more waits than they can take").isZero();
        backlog.measured(500, 60_000, nanos);
        assertThat(backlog.available()).as("3.5 s of it, less what waits").isBetween(3_000, 3_500);
    }

    @Test
    void should_remember_what_workers_can_do_when_they_have_little_to_do() {
        run(60, 10_000, 25_000);

        run(60, 100, 100);
        run(3_600, 0, 0);

        assertThat(backlog.available()).as("3.5 s of what they did").isBetween(34_000, 35_000);
    }

    @Test
    void should_grow_out_of_the_minimum_when_a_turn_of_the_loop_takes_three_seconds() {
        long queue = 2_000;
        for (int turn = 0; turn < 60; turn++) {
            backlog.measured(0, turn == 0 ? 0 : total(queue), nanos);
            queue = backlog.available();
            nanos += Duration.ofSeconds(3).toNanos();
        }

        assertThat(queue)
                .as("workers take whatever they get within three seconds")
                .isGreaterThan(20_000);
    }

    @Test
    void should_reach_twenty_thousand_a_second_within_seconds_when_workers_take_all_they_get() {
        long queue = 0;
        long processedSoFar = 0;
        double throughput = 0;
        for (int tenth = 0; tenth < 60; tenth++) {
            if (tenth % 3 == 0) {
                backlog.measured(queue, processedSoFar, nanos);
                int more = backlog.available();
                backlog.take(more);
                queue += more;
            }
            // Up to 2,500 in a tenth of a second, committed once a second or when there is nothing left.
            throughput += Math.min(2_500, queue - throughput);
            if (tenth % 10 == 9 || throughput >= queue) {
                processedSoFar += (long) throughput;
                queue -= (long) throughput;
                throughput = 0;
            }
            nanos += Duration.ofMillis(100).toNanos();
        }

        assertThat(processedSoFar).as("after six seconds").isGreaterThan(60_000);
    }

    private long processed;

    private long total(long more) {
        processed += more;
        return processed;
    }

    @Test
    void should_refuse_bounds_that_contradict_each_other() {
        assertThatThrownBy(() -> new Backlog.Bounds(Duration.ofSeconds(1), 10, 9))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
