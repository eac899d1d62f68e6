package dev.reprise.idproducer.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class AimdRateTest {

    private static final double LEAST = 20;
    private static final Instant NOW = Instant.parse("2024-06-01T00:00:00Z");
    private static final Verdict TWICE = Verdict.of(2, "twice the target");

    private static AimdRate step(AimdRate rate, Verdict verdict) {
        return rate.next(verdict, OptionalDouble.empty(), LEAST, NOW);
    }

    private static AimdRate free(AimdRate rate, int steps) {
        AimdRate now = rate;
        for (int i = 0; i < steps; i++) {
            now = step(now, Verdict.FREE);
        }
        return now;
    }

    @Test
    void should_double_until_production_is_too_slow_and_then_go_up_by_steps() {
        AimdRate fast = free(AimdRate.begin(LEAST, NOW), 5);
        assertThat(fast.perSecond()).isEqualTo(LEAST * 32);

        AimdRate cut = step(fast, TWICE);
        assertThat(cut.perSecond()).isEqualTo(LEAST * 16);
        assertThat(free(cut, 1).perSecond()).isEqualTo(LEAST * 17);
        assertThat(free(cut, 4).perSecond()).isEqualTo(LEAST * 20);
    }

    @Test
    void should_cut_by_the_gradient_but_by_no_more_than_half_and_no_less_than_a_tenth() {
        var rate = new AimdRate(1_000, Double.POSITIVE_INFINITY, NOW);

        assertThat(step(rate, Verdict.of(1.25, "")).perSecond()).isEqualTo(800);
        assertThat(step(rate, Verdict.of(100, "")).perSecond()).isEqualTo(500);
        assertThat(step(rate, Verdict.of(1.01, "")).perSecond()).isEqualTo(900);
    }

    @Test
    void should_judge_a_cut_by_what_is_measured_after_it_has_settled() {
        AimdRate cut = step(new AimdRate(1_000, 1_000, NOW), TWICE);

        assertThat(cut.judgedFrom()).isEqualTo(NOW.plus(AimdRate.SETTLES_WITHIN));
        assertThat(free(cut, 1).judgedFrom()).isEqualTo(cut.judgedFrom());
    }

    @Test
    void should_cut_what_is_used_and_not_what_was_allowed_in_vain() {
        var rate = new AimdRate(100_000, Double.POSITIVE_INFINITY, NOW);

        AimdRate cut = rate.next(TWICE, OptionalDouble.of(1_000), LEAST, NOW);

        assertThat(cut.perSecond()).isEqualTo(500);
    }

    @Test
    void should_not_rise_when_it_is_not_used() {
        var rate = new AimdRate(1_000, Double.POSITIVE_INFINITY, NOW);

        assertThat(rate.next(Verdict.FREE, OptionalDouble.of(499), LEAST, NOW)).isEqualTo(rate);
        assertThat(rate.next(Verdict.FREE, OptionalDouble.of(500), LEAST, NOW).perSecond())
                .isEqualTo(2_000);
    }

    @Test
    void should_stay_near_the_target_and_where_nothing_is_known() {
        var rate = new AimdRate(1_000, 500, NOW);

        assertThat(step(rate, Verdict.of(0.9, ""))).isEqualTo(rate);
        assertThat(step(rate, Verdict.stay("nothing yet"))).isEqualTo(rate);
    }

    @Test
    void should_stay_within_its_bounds() {
        AimdRate slow = AimdRate.begin(LEAST, NOW);
        AimdRate fast = AimdRate.begin(LEAST, NOW);
        for (int i = 0; i < 100; i++) {
            slow = step(slow, TWICE);
            fast = step(fast, Verdict.FREE);
        }

        assertThat(slow.perSecond()).isEqualTo(LEAST);
        assertThat(fast.perSecond()).isEqualTo(AimdRate.MOST);
    }

    @Test
    void should_recover_within_ten_steps_when_something_else_had_made_production_slow() {
        AimdRate rate = new AimdRate(20_000, 18_000, NOW);
        for (int i = 0; i < 30; i++) {
            rate = step(rate, TWICE);
        }
        assertThat(rate.perSecond()).isEqualTo(LEAST);

        assertThat(free(rate, 10).perSecond()).isGreaterThan(20_000);
    }

    @Test
    void should_double_from_the_least_rate_since_the_job_was_not_what_made_production_slow() {
        AimdRate rate = AimdRate.begin(LEAST, NOW);
        for (int i = 0; i < 10; i++) {
            rate = step(free(step(rate, TWICE), 1), TWICE);
        }

        assertThat(free(rate, 6).perSecond()).isEqualTo(LEAST * 64);
    }

    @Test
    void should_begin_below_what_it_had_found_after_a_stop() {
        AimdRate again = step(new AimdRate(1_100, 800, NOW), Verdict.hold("stop"));

        assertThat(again).isEqualTo(new AimdRate(LEAST, 800, NOW));
        assertThat(free(again, 6).perSecond()).as("doubles up to the knee").isEqualTo(800);
        assertThat(AimdRate.begin(LEAST, NOW)
                        .again(LEAST, NOW.plus(Duration.ofSeconds(1)))
                        .knee())
                .as("nothing was tried before")
                .isInfinite();
    }
}
