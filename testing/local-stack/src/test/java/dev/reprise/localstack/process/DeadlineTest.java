package dev.reprise.localstack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    @Test
    void should_have_time_left_before_it_and_none_after() {
        assertThat(Deadline.in(Duration.ofHours(1)).left()).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
        assertThat(Deadline.in(Duration.ofHours(1)).hasPassed()).isFalse();
        assertThat(Deadline.in(Duration.ZERO).hasPassed()).isTrue();
        assertThat(Deadline.in(Duration.ZERO).left()).isZero();
    }

    @Test
    void should_refuse_to_lie_in_the_past() {
        assertThatThrownBy(() -> Deadline.in(Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
    }
}
