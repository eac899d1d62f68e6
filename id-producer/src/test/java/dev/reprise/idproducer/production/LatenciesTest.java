package dev.reprise.idproducer.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatenciesTest {

    private static final Instant NOW = Instant.parse("2024-06-01T00:00:00Z");
    private static final long MILLI = 1_000_000;
    private static final Duration TARGET = Duration.ofMillis(10);

    /** Latencies of 1 ms, 2 ms, … */
    private static Latencies rising(int count) {
        return new Latencies(LongStream.rangeClosed(1, count)
                .mapToObj(millis -> new Latencies.Sample(NOW, millis * MILLI))
                .toList());
    }

    @ParameterizedTest
    @CsvSource({"20, 19", "100, 99", "101, 99", "200, 198", "500, 495"})
    void should_be_the_nearest_rank_without_the_slowest_one(int count, long millis) {
        assertThat(rising(count).p99Nanos(NOW)).contains(millis * MILLI);
    }

    @Test
    void should_conclude_nothing_from_too_few() {
        Latencies few = rising(Latencies.SAMPLES_MIN - 1);

        assertThat(few.p99Nanos(NOW)).isEmpty();
        assertThat(few.judge(TARGET, NOW)).isEqualTo(Verdict.stay("production's p99 is being measured, target 10 ms"));
    }

    @Test
    void should_leave_out_what_was_measured_before_the_rate_was_cut() {
        List<Latencies.Sample> samples = new ArrayList<>(rising(50).samples());
        Instant cut = NOW.plusSeconds(1);
        samples.add(new Latencies.Sample(cut, 2 * MILLI));

        Verdict verdict = new Latencies(samples).judge(TARGET, cut);

        assertThat(verdict).isEqualTo(Verdict.stay("production's p99 was 49 ms, target 10 ms"));
    }

    @Test
    void should_tell_the_latency_and_the_target() {
        Verdict verdict = rising(42).judge(TARGET, NOW);

        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.SLOW);
        assertThat(verdict.words()).isEqualTo("production's p99 is 41 ms, target 10 ms");
        assertThat(rising(42).judge(Duration.ofMillis(60), NOW).kind())
                .as("too near the target")
                .isEqualTo(Verdict.Kind.SLOW);
        assertThat(rising(42).judge(Duration.ofMillis(70), NOW).kind()).isEqualTo(Verdict.Kind.STAY);
        assertThat(rising(42).judge(Duration.ofMillis(90), NOW).kind()).isEqualTo(Verdict.Kind.FREE);
        assertThat(rising(42).judge(null, NOW)).isEqualTo(Verdict.FREE);
    }

    /** The numbers of the Javadoc: with 60 samples, how often a share of slow requests is told from a database that is well. */
    @ParameterizedTest
    @CsvSource({"0.002, 0, 0.02", "0.01, 0.08, 0.16", "0.05, 0.75, 0.86", "0.2, 0.99, 1"})
    void should_seldom_be_wrong_and_soon_notice_harm(double slowShare, double least, double most) {
        var random = new Random(7);
        int runs = 5_000;
        int alarms = 0;
        for (int run = 0; run < runs; run++) {
            List<Latencies.Sample> samples = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                samples.add(new Latencies.Sample(NOW, (random.nextDouble() < slowShare ? 50 : 2) * MILLI));
            }
            alarms += new Latencies(samples).judge(TARGET, NOW).kind() == Verdict.Kind.SLOW ? 1 : 0;
        }

        assertThat(alarms / (double) runs).isBetween(least, most);
    }
}
