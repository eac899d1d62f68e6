package dev.reprise.idproducer.production;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.request.Limits;
import dev.reprise.idproducer.production.ProductionPriority.Activity;
import dev.reprise.idproducer.production.ProductionPriority.JobNow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductionPriorityTest {

    private static final int LEAST = 20;
    private static final Limits TARGET = new Limits(null, null, null, Duration.ofMillis(10));
    private static final ProductionTerms TERMS = new ProductionTerms(null, LEAST, false, true);
    private static final Verdict HOLD = Verdict.hold("the production signal answers 503");

    private Instant now = Instant.parse("2024-06-01T00:00:00Z");
    private ProductionPriority priority = ProductionPriority.NONE;
    private final List<Latencies.Sample> samples = new ArrayList<>();
    private long emitted;

    /** A second in which the job emits what it may. */
    private void second(Limits limits, Verdict... verdicts) {
        now = now.plusSeconds(1);
        emitted += priority.heldTo() == null ? 10_000 : priority.heldTo();
        priority = priority.next(signals(verdicts), TERMS, new JobNow(limits, Activity.EMITS, emitted), now);
    }

    private static Production signals(Verdict... verdicts) {
        return new Production(List.of(verdicts).stream().map(Reading::of).toList());
    }

    @Test
    void should_hold_nothing_back_when_there_is_neither_a_target_nor_a_signal() {
        var terms = new ProductionTerms(null, LEAST, false, false);
        var job = new JobNow(Limits.NONE, Activity.EMITS, 0);

        assertThat(priority.next(signals(HOLD), terms, job, now)).isEqualTo(ProductionPriority.NONE);
    }

    @Test
    void should_stand_at_once_and_say_why_and_go_on_without_a_limit_when_it_has_no_target() {
        second(Limits.NONE, Verdict.FREE);
        assertThat(priority.heldTo()).isNull();

        now = now.plusMillis(100);
        priority = priority.next(signals(HOLD), TERMS, new JobNow(Limits.NONE, Activity.EMITS, emitted), now);
        assertThat(priority.heldTo()).isZero();
        assertThat(priority.words()).isEqualTo("the production signal answers 503");

        now = now.plusMillis(100);
        priority = priority.next(signals(Verdict.FREE), TERMS, new JobNow(Limits.NONE, Activity.EMITS, emitted), now);
        assertThat(priority.heldTo()).isNull();
        assertThat(priority.words()).isNull();
    }

    @Test
    void should_begin_at_the_least_rate_before_anything_is_measured() {
        priority = priority.next(signals(), TERMS, new JobNow(TARGET, Activity.PLANS, 0), now);
        assertThat(priority.heldTo()).isEqualTo(LEAST);

        second(TARGET, Verdict.stay("production's p99 is being measured"));
        assertThat(priority.heldTo()).isEqualTo(LEAST);
        assertThat(priority.words()).isEqualTo("production's p99 is being measured; at most 20/s now");
    }

    @Test
    void should_obey_the_strictest_signal() {
        second(TARGET, Verdict.FREE, HOLD, Verdict.of(3, "slow"));
        assertThat(priority.words()).isEqualTo(HOLD.words());

        second(TARGET, Verdict.of(0.1, "quick"), Verdict.of(3, "slow"), Verdict.of(2, "less slow"));
        second(TARGET, Verdict.of(0.1, "quick"), Verdict.of(3, "slow"), Verdict.of(2, "less slow"));
        assertThat(priority.words()).startsWith("slow");
    }

    @Test
    void should_go_on_at_the_least_rate_and_say_so_when_production_is_slow_without_the_job() {
        for (int i = 0; i < 20; i++) {
            second(TARGET, Verdict.of(4, "production's p99 is 41 ms, target 10 ms"));
        }

        assertThat(priority.heldTo()).isEqualTo(LEAST);
        assertThat(priority.words())
                .isEqualTo(
                        "production's p99 is 41 ms, target 10 ms, though the job does no more than its least rate of 20/s");
    }

    @Test
    void should_begin_from_below_when_a_job_goes_on_after_a_pause() {
        for (int i = 0; i < 10; i++) {
            second(TARGET, Verdict.of(0.2, "quick"));
        }
        assertThat(priority.heldTo()).isEqualTo(LEAST << 9);

        priority = priority.next(signals(), TERMS, new JobNow(TARGET, Activity.RESTS, emitted), now);
        assertThat(priority.heldTo()).as("until the signals have answered").isZero();

        priority = priority.next(signals(), TERMS, new JobNow(TARGET, Activity.EMITS, emitted), now);
        assertThat(priority.heldTo()).isEqualTo(LEAST);
        assertThat(priority.words()).isNull();
    }

    @Test
    void should_keep_its_rate_between_two_rounds_and_judge_none_of_its_use_while_it_verifies() {
        for (int i = 0; i < 5; i++) {
            second(TARGET, Verdict.of(0.2, "quick"));
        }
        now = now.plusSeconds(5);
        priority = priority.next(signals(), TERMS, new JobNow(TARGET, Activity.PLANS, emitted), now);
        assertThat(priority.heldTo()).isEqualTo(LEAST << 4);
        now = now.plusSeconds(1);
        priority = priority.next(signals(), TERMS, new JobNow(TARGET, Activity.VERIFIES, emitted), now);
        assertThat(priority.heldTo()).isEqualTo(LEAST << 5);
    }

    @Test
    void should_say_nothing_when_something_else_is_the_limit() {
        for (int i = 0; i < 8; i++) {
            second(TARGET, Verdict.of(0.2, "quick"));
        }
        int allowed = priority.heldTo() == null ? 0 : priority.heldTo();
        emitted += allowed / 10;
        now = now.plusSeconds(1);

        priority = priority.next(
                signals(Verdict.of(0.2, "quick")), TERMS, new JobNow(TARGET, Activity.EMITS, emitted), now);

        assertThat(priority.heldTo()).isEqualTo(allowed);
        assertThat(priority.words()).isNull();
    }

    /**
     * A database whose latency rises steeply near what it can take, and which becomes slower for a while, closed over the rule. A part of
     * the seconds is bad for a tenth of it, whatever the job does.
     */
    @ParameterizedTest
    @CsvSource({"1, 0, 0.93", "2, 0, 0.93", "3, 0, 0.93", "4, 0, 0.93", "5, 0, 0.93", "6, 0.04, 0.9", "7, 0.1, 0.85"})
    void should_keep_production_within_its_target_and_use_what_is_left(long seed, double badShare, double keptShare) {
        var random = new Random(seed);
        double capacity = 10_000;
        int within = 0;
        long used = 0;
        int seconds = 600;
        double felt = 0;
        for (int second = 0; second < seconds; second++) {
            boolean isBusy = second >= 200 && second < 300;
            double load = Math.min(0.99, felt / (isBusy ? capacity / 4 : capacity));
            double spikeFrom = random.nextDouble() < badShare ? 0.4 : 2;
            // What is allowed in this second is felt in the next one: the queue between the services.
            felt = priority.heldTo() == null ? 0 : priority.heldTo();
            DoubleUnaryOperator latency = part -> -Math.log(1 - random.nextDouble()) * 0.5 / (1 - load)
                    + (part >= spikeFrom && part < spikeFrom + 0.1 ? 30 : 0);
            priority = priority.next(
                    new Production(List.of(canary(latency))), TERMS, new JobNow(TARGET, Activity.EMITS, emitted), now);
            now = now.plusSeconds(1);
            emitted += (long) felt;
            within += quantile(latency) <= 10 ? 1 : 0;
            used += (long) felt;
        }

        String seen = "seed " + seed + ": within the target in " + within + " of " + seconds + " s, at "
                + used / seconds + "/s";
        assertThat(within).as(seen).isGreaterThan((int) (seconds * keptShare));
        assertThat(used / seconds).as(seen).isGreaterThan(3_000);
    }

    /** Measures the second that is over. */
    private Reading canary(DoubleUnaryOperator latency) {
        int perSecond = 40;
        for (int i = 1; i <= perSecond; i++) {
            double part = i / (double) perSecond;
            Instant at = now.minusSeconds(1).plusNanos((long) (part * 1e9));
            samples.add(new Latencies.Sample(at, (long) (latency.applyAsDouble(part) * 1e6)));
        }
        samples.removeIf(sample -> sample.at().isBefore(now.minus(Canary.WINDOW)));
        return new Latencies(samples);
    }

    private static double quantile(DoubleUnaryOperator latency) {
        double[] sorted = DoubleStream.iterate(0, part -> part + 1.0 / 200)
                .limit(200)
                .map(latency)
                .sorted()
                .toArray();
        return sorted[197];
    }
}
