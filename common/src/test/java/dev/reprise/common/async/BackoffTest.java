package dev.reprise.common.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final AtomicLong nanos = new AtomicLong(-5);
    private final Backoff backoff =
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofMinutes(1), nanos::get);

    @Test
    void should_double_up_to_the_bound_when_failures_go_on() {
        assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(1));
        assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(2));
        assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(4));
        assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(5));
        pass(Duration.ofSeconds(65));
        assertThat(backoff.next())
                .as("the calm counts from the end of the pause")
                .isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void should_begin_again_when_it_was_calm() {
        backoff.next();
        backoff.next();
        pass(Duration.ofSeconds(63));

        assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void should_be_calm_when_nothing_has_failed_since_the_end_of_the_pause() {
        backoff.next();
        pass(Duration.ofSeconds(61));
        assertThat(backoff.isCalm()).isFalse();

        pass(Duration.ofNanos(1));
        assertThat(backoff.isCalm()).isTrue();

        backoff.next();
        assertThat(backoff.isCalm()).isFalse();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
