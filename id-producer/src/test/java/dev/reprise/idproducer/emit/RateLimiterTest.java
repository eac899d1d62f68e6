package dev.reprise.idproducer.emit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Emitting tasks with their shares of one rate, in a time that the test makes: together they hold it, whatever their
 * number, and however unevenly they are called.
 */
class RateLimiterTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int WINDOW_SECONDS = 10;
    private static final double TOLERANCE = 0.05;

    /** Between two looks of a task: mostly a tick of 20 ms, now and then the pause of a garbage collection. */
    private static final long TICK = Duration.ofMillis(20).toNanos();

    private static final long PAUSE_MAX = Duration.ofMillis(200).toNanos();

    /** What all tasks emitted, by the second. */
    private static final class Emissions {
        private final List<Integer> bySecond = new ArrayList<>();

        void add(long nanos, int events) {
            int second = (int) (nanos / SECOND);
            while (bySecond.size() <= second) {
                bySecond.add(0);
            }
            bySecond.set(second, bySecond.get(second) + events);
        }

        double perSecond(int from) {
            return bySecond.subList(from, from + WINDOW_SECONDS).stream()
                            .mapToInt(Integer::intValue)
                            .sum()
                    / (double) WINDOW_SECONDS;
        }
    }

    /** Runs so many tasks for a while, at a rate that changes once. */
    private static Emissions emissions(long seed, int tasks, int[] ratePerPart, int partSeconds) {
        Emissions all = new Emissions();
        for (int task = 0; task < tasks; task++) {
            Random random = new Random(seed + task);
            RateLimiter rateLimiter = new RateLimiter(0);
            long now = (long) (random.nextDouble() * TICK);
            while (now < (long) ratePerPart.length * partSeconds * SECOND) {
                double share = ratePerPart[(int) (now / SECOND / partSeconds)] / (double) tasks;
                int events = rateLimiter.available(share, now);
                rateLimiter.take(events);
                all.add(now, events);
                boolean paused = random.nextInt(200) == 0;
                now += paused ? (long) (random.nextDouble() * PAUSE_MAX) : TICK + random.nextInt((int) TICK);
            }
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void should_hold_the_rate_over_any_ten_seconds_whatever_the_number_of_tasks(long seed) {
        Random random = new Random(seed);
        for (int run = 0; run < 10; run++) {
            int tasks = 1 + random.nextInt(16);
            int rate = 500 + random.nextInt(50_000);

            Emissions emitted = emissions(seed * 1_000 + run, tasks, new int[] {rate}, 40);

            for (int from = 1; from + WINDOW_SECONDS < 40; from++) {
                assertThat(emitted.perSecond(from))
                        .as("seed %d, run %d: %d/s by %d tasks, from second %d", seed, run, rate, tasks, from)
                        .isBetween(rate * (1 - TOLERANCE), rate * (1 + TOLERANCE));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 16})
    void should_follow_a_change_at_once(int tasks) {
        Emissions emitted = emissions(99, tasks, new int[] {10_000, 1_000, 20_000}, 12);

        assertThat(emitted.perSecond(1)).isBetween(9_500.0, 10_500.0);
        assertThat(emitted.perSecond(13))
                .as("from one second behind the change")
                .isBetween(950.0, 1_050.0);
        assertThat(emitted.perSecond(25)).isBetween(19_000.0, 21_000.0);
    }
}
