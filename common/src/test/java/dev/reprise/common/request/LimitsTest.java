package dev.reprise.common.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {

    @ParameterizedTest
    @CsvSource({"1, 0, 0", "2147483647, 9223372036854775807, 1", ", , "})
    void should_accept_the_limits_when_they_lie_within_bounds(
            @Nullable Integer rate, @Nullable Long failures, @Nullable Double ratio) {
        // when / then
        assertThatCode(() -> new Limits(rate, failures, ratio)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "0, , , eventsPerSecond must be at least 1",
        ", -1, , maxFailures must be at least 0",
        ", , -0.01, maxFailureRatio must lie between 0 and 1",
        ", , 1.01, maxFailureRatio must lie between 0 and 1",
        ", , NaN, maxFailureRatio must lie between 0 and 1"
    })
    void should_refuse_the_limits_when_one_is_out_of_bounds(
            @Nullable Integer rate, @Nullable Long failures, @Nullable Double ratio, String message) {
        // when / then
        assertThatThrownBy(() -> new Limits(rate, failures, ratio))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource({"PT0.0009S", "PT1M0.001S", "PT-1S"})
    void should_refuse_a_target_that_no_database_has(Duration target) {
        assertThatThrownBy(() -> new Limits(null, null, null, target))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("productionLatencyP99Max must lie between PT0.001S and PT1M");
    }

    @Test
    void should_change_nothing_but_the_rate_when_a_submission_is_throttled() {
        // given
        var submit = new Request.Submit(
                "j",
                new Selector.DeadLettersOf("other", null, null),
                new ProcessorSpec("migrate", Map.of()),
                Mode.RUN,
                new Limits(500, 7L, 0.5, Duration.ofMillis(10)),
                true,
                "ana",
                "why");

        // when
        Request.Submit throttled = submit.withEventsPerSecond(20);
        Request.Submit unlimited = submit.withEventsPerSecond(null);

        // then
        assertThat(throttled.limits()).isEqualTo(new Limits(20, 7L, 0.5, Duration.ofMillis(10)));
        assertThat(unlimited.limits()).isEqualTo(new Limits(null, 7L, 0.5, Duration.ofMillis(10)));
        assertThat(throttled.withEventsPerSecond(500)).isEqualTo(submit);
    }
}
