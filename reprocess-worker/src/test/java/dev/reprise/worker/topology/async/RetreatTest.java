package dev.reprise.worker.topology.async;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.async.Backoff;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RetreatTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final AtomicLong nanos = new AtomicLong();
    private final Retreat retreat = new Retreat(
            new Backoff(LONG, LONG, LONG, nanos::get), nanos::get, cause -> "trouble: " + cause.getMessage());

    @Test
    void should_tell_the_trouble_until_a_task_has_worked_again() {
        assertThat(retreat.trouble()).isEmpty();

        retreat.giveUp(new IllegalStateException("no rights"));
        assertThat(retreat.trouble()).contains("trouble: no rights");

        retreat.worked();
        assertThat(retreat.trouble()).isEmpty();
    }

    @Test
    void should_not_tell_the_trouble_any_more_when_nobody_met_it_for_a_while() {
        retreat.giveUp(new IllegalStateException("away"));
        nanos.addAndGet(LONG.multipliedBy(2).toNanos());
        assertThat(retreat.trouble()).isPresent();

        nanos.addAndGet(1);
        assertThat(retreat.trouble()).isEmpty();

        retreat.giveUp(new IllegalStateException("away again"));
        assertThat(retreat.trouble()).contains("trouble: away again");
    }

    @Test
    void should_not_rest_when_nobody_has_given_up() {
        assertThat(CompletableFuture.runAsync(retreat::rest)).succeedsWithin(Duration.ofMinutes(1));
    }

    @Test
    void should_not_rest_any_more_when_the_rest_is_over() {
        retreat.giveUp(new IllegalStateException("away"));
        nanos.addAndGet(LONG.toNanos());

        assertThat(CompletableFuture.runAsync(retreat::rest)).succeedsWithin(Duration.ofMinutes(1));
    }

    @Test
    void should_end_the_rest_when_the_service_is_to_stop() {
        retreat.giveUp(new IllegalStateException("away"));
        CompletableFuture<Void> resting = CompletableFuture.runAsync(retreat::rest);
        assertThat(resting).isNotDone();

        retreat.stopWithin(Duration.ofSeconds(8));

        assertThat(resting).succeedsWithin(Duration.ofMinutes(1));
    }

    @Test
    void should_cut_a_wait_short_when_the_service_is_to_stop() {
        long deadline = LONG.toNanos();
        assertThat(retreat.leftNanos(deadline)).isEqualTo(LONG.toNanos());

        retreat.stopWithin(Duration.ofSeconds(8));
        nanos.addAndGet(Duration.ofSeconds(3).toNanos());

        assertThat(retreat.leftNanos(deadline)).isEqualTo(Duration.ofSeconds(5).toNanos());
        assertThat(retreat.leftNanos(nanos.get() + 1))
                .as("a deadline of its own may be earlier")
                .isEqualTo(1);
    }
}
