package dev.reprise.idproducer.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatenciesTest {

    private static final Instant NOW = Instant.parse("2024-06-01T00:00:00Z");
    private static final long MILLI = 1_000_000;
    private static final Duration TARGET = Duration.ofMillis(10);

    /** Ten requests of each second, the newest last; the slowest takes as long as is given, the others 1 ms. */
    private static Latencies seconds(long... slowestMillis) {
        List<Latencies.Sample> samples = new ArrayList<>();
        for (int second = 0; second < slowestMillis.length; second++) {
            Instant from = NOW.minusSeconds(slowestMillis.length - second);
            for (int i = 1; i <= 10; i++) {
                samples.add(
                        new Latencies.Sample(from.plusMillis(100L * i), (i == 7 ? slowestMillis[second] : 1) * MILLI));
            }
        }
        return new Latencies(samples);
    }

    @Test
    void should_be_the_median_of_the_slowest_request_of_each_second() {
        assertThat(seconds(5, 40, 3, 2, 4).p99Nanos(Instant.EPOCH)).contains(4 * MILLI);
        assertThat(seconds(5, 40, 3, 50, 4).p99Nanos(Instant.EPOCH))
                .as("two bad seconds of five")
                .contains(5 * MILLI);
        assertThat(seconds(5, 40, 30, 50, 4).p99Nanos(Instant.EPOCH))
                .as("three bad seconds of five")
                .contains(30 * MILLI);
    }

    @Test
    void should_count_a_request_in_each_second_in_which_it_was_under_way() {
        List<Latencies.Sample> samples = new ArrayList<>(seconds(1, 1).samples());
        samples.add(new Latencies.Sample(NOW.plusMillis(2_700), 2_600 * MILLI));
        samples.add(new Latencies.Sample(NOW.plusMillis(3_000), MILLI));

        assertThat(new Latencies(samples).p99Nanos(Instant.EPOCH)).contains(2_600 * MILLI);
    }

    @Test
    void should_conclude_nothing_from_less_than_three_whole_seconds() {
        Latencies all = seconds(2, 2, 2, 2, 2);

        assertThat(all.p99Nanos(NOW.minusMillis(2_900))).isEmpty();
        assertThat(all.p99Nanos(NOW.minusMillis(3_000))).contains(2 * MILLI);
        assertThat(seconds(2, 2).judge(TARGET, Instant.EPOCH))
                .isEqualTo(Verdict.stay("production's p99 is being measured, target 10 ms"));
        assertThat(new Latencies(List.of()).p99Nanos(Instant.EPOCH)).isEmpty();
    }

    @Test
    void should_leave_out_what_was_measured_before_the_rate_was_cut() {
        Latencies all = seconds(49, 49, 49, 2, 2);

        assertThat(all.judge(TARGET, NOW.minusSeconds(2)))
                .isEqualTo(Verdict.stay("production's p99 was 49 ms, target 10 ms"));
        assertThat(seconds(49, 49, 2, 2, 2).p99Nanos(NOW.minusSeconds(3))).contains(2 * MILLI);
    }

    @Test
    void should_bear_a_clock_that_is_set_back() {
        List<Latencies.Sample> samples = new ArrayList<>(seconds(2, 2, 2, 2, 2).samples());
        samples.add(0, new Latencies.Sample(NOW.plusSeconds(60), 3 * MILLI));

        assertThat(new Latencies(samples).p99Nanos(Instant.EPOCH)).contains(2 * MILLI);
    }

    @Test
    void should_tell_the_latency_and_the_target() {
        Verdict verdict = seconds(41, 41, 41).judge(TARGET, Instant.EPOCH);

        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.SLOW);
        assertThat(verdict.words()).isEqualTo("production's p99 is 41 ms, target 10 ms");
        assertThat(seconds(41, 41, 41)
                        .judge(Duration.ofMillis(60), Instant.EPOCH)
                        .kind())
                .as("too near the target")
                .isEqualTo(Verdict.Kind.SLOW);
        assertThat(seconds(41, 41, 41)
                        .judge(Duration.ofMillis(80), Instant.EPOCH)
                        .kind())
                .isEqualTo(Verdict.Kind.STAY);
        assertThat(seconds(41, 41, 41)
                        .judge(Duration.ofMillis(100), Instant.EPOCH)
                        .kind())
                .isEqualTo(Verdict.Kind.FREE);
        assertThat(seconds(41, 41, 41).judge(null, Instant.EPOCH)).isEqualTo(Verdict.FREE);
    }

    /** The numbers of the Javadoc: with 40 samples a second, how often a share of slow requests is told from a database that is well. */
    @ParameterizedTest
    @CsvSource({"0.002, 0, 0.01", "0.01, 0.15, 0.26", "0.05, 0.96, 1"})
    void should_seldom_be_wrong_and_soon_notice_harm(double slowShare, double least, double most) {
        var random = new Random(7);
        int runs = 5_000;
        int alarms = 0;
        for (int run = 0; run < runs; run++) {
            List<Latencies.Sample> samples = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                long millis = random.nextDouble() < slowShare ? 50 : 2;
                samples.add(new Latencies.Sample(NOW.plusMillis(25L * i), millis * MILLI));
            }
            alarms += new Latencies(samples).judge(TARGET, Instant.EPOCH).kind() == Verdict.Kind.SLOW ? 1 : 0;
        }

        assertThat(alarms / (double) runs).isBetween(least, most);
    }
}
