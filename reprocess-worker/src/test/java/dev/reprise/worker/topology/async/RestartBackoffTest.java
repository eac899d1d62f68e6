package dev.reprise.worker.topology.async;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.async.Backoff;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RestartBackoffTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final AtomicLong nanos = new AtomicLong();
    private final RestartBackoff restartBackoff = new RestartBackoff(
            new Backoff(LONG, LONG, LONG, nanos::get), nanos::get, cause -> "trouble: " + cause.getMessage());

    @Test
    void should_tell_the_trouble_until_a_task_has_worked_again() {
        assertThat(restartBackoff.trouble()).isEmpty();

        restartBackoff.giveUp(new IllegalStateException("no rights"));
        assertThat(restartBackoff.trouble()).contains("trouble: no rights");

        restartBackoff.worked();
        assertThat(restartBackoff.trouble()).isEmpty();
    }

    @Test
    void should_not_tell_the_trouble_any_more_when_nobody_met_it_for_a_while() {
        restartBackoff.giveUp(new IllegalStateException("away"));
        nanos.addAndGet(LONG.multipliedBy(2).toNanos());
        assertThat(restartBackoff.trouble()).isPresent();

        nanos.addAndGet(1);
        assertThat(restartBackoff.trouble()).isEmpty();

        restartBackoff.giveUp(new IllegalStateException("away again"));
        assertThat(restartBackoff.trouble()).contains("trouble: away again");
    }

    @Test
    void should_not_rest_when_nobody_has_given_up() {
        assertThat(CompletableFuture.runAsync(restartBackoff::rest)).succeedsWithin(Duration.ofMinutes(1));
    }

    @Test
    void should_not_rest_any_more_when_the_rest_is_over() {
        restartBackoff.giveUp(new IllegalStateException("away"));
        nanos.addAndGet(LONG.toNanos());

        assertThat(CompletableFuture.runAsync(restartBackoff::rest)).succeedsWithin(Duration.ofMinutes(1));
    }

    @Test
    void should_end_the_rest_when_the_service_is_to_stop() {
        restartBackoff.giveUp(new IllegalStateException("away"));
        CompletableFuture<Void> resting = CompletableFuture.runAsync(restartBackoff::rest);
        assertThat(resting).isNotDone();

        restartBackoff.stopWithin(Duration.ofSeconds(8));

        assertThat(resting).succeedsWithin(Duration.ofMinutes(1));
    }

    @Test
    void should_cut_a_wait_short_when_the_service_is_to_stop() {
        long deadline = LONG.toNanos();
        assertThat(restartBackoff.leftNanos(deadline)).isEqualTo(LONG.toNanos());

        restartBackoff.stopWithin(Duration.ofSeconds(8));
        nanos.addAndGet(Duration.ofSeconds(3).toNanos());

        assertThat(restartBackoff.leftNanos(deadline))
                .isEqualTo(Duration.ofSeconds(5).toNanos());
        assertThat(restartBackoff.leftNanos(nanos.get() + 1))
                .as("a deadline of its own may be earlier")
                .isEqualTo(1);
    }
}
