package dev.reprise.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ExampleTimeTest {

    @Test
    void should_run_the_examples_when_they_end() {
        var run = new CountDownLatch(1);

        assertThat(ExampleTime.suffices(run::countDown, Duration.ofMinutes(1))).isTrue();
        assertThat(run.getCount()).isZero();
    }

    @Test
    void should_not_wait_for_ever_when_they_do_not_end() {
        boolean ended = ExampleTime.suffices(
                () -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        Thread.onSpinWait();
                    }
                },
                Duration.ofMillis(20));

        assertThat(ended).isFalse();
    }
}
