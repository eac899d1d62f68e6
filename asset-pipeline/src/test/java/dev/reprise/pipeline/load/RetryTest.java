package dev.reprise.pipeline.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.async.Cancellation;
import dev.reprise.common.async.RemoteError;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetryTest {

    /** Runs what is scheduled at once, and lets the clock go on by the delay. */
    private static final class Instantly extends ScheduledThreadPoolExecutor {
        long nowNanos;
        final Deque<Duration> delays = new ArrayDeque<>();

        Instantly() {
            super(0);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            delays.add(Duration.ofNanos(unit.toNanos(delay)));
            nowNanos += unit.toNanos(delay);
            task.run();
            return new Done();
        }

        private static final class Done extends CompletableFuture<Void> implements ScheduledFuture<Void> {
            @Override
            public long getDelay(TimeUnit unit) {
                return 0;
            }

            @Override
            public int compareTo(Delayed other) {
                return 0;
            }
        }
    }

    private final Instantly scheduler = new Instantly();

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
    }

    private Retry retry(RemoteError verdict, double random) {
        var policy = new Retry.Policy(Duration.ofMillis(100), Duration.ofMillis(400), Duration.ofSeconds(2));
        return new Retry(policy, failure -> verdict, scheduler, () -> scheduler.nowNanos, () -> random);
    }

    private static CompletionStage<String> failing() {
        return CompletableFuture.failedFuture(new IllegalStateException("away"));
    }

    @Test
    void should_double_the_delay_up_to_its_bound_when_failing_again() {
        Deque<CompletionStage<String>> attempts = new ArrayDeque<>(
                List.of(failing(), failing(), failing(), failing(), CompletableFuture.completedFuture("there")));

        var done = retry(RemoteError.RETRYABLE, 1).untilDone(attempts::remove, new Cancellation());

        assertThat(done.toCompletableFuture()).isCompletedWithValue("there");
        assertThat(scheduler.delays)
                .containsExactly(
                        Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(400), Duration.ofMillis(400));
    }

    @Test
    void should_halve_the_delay_at_most_when_jittered() {
        Deque<CompletionStage<String>> attempts =
                new ArrayDeque<>(List.of(failing(), CompletableFuture.completedFuture("there")));

        var done = retry(RemoteError.RETRYABLE, 0).untilDone(attempts::remove, new Cancellation());

        assertThat(done.toCompletableFuture()).isCompletedWithValue("there");
        assertThat(scheduler.delays).containsExactly(Duration.ofMillis(50));
    }

    @Test
    void should_give_up_when_the_patience_has_run_out() {
        var done = retry(RemoteError.RETRYABLE, 1).untilDone(RetryTest::failing, new Cancellation());

        assertThat(done.toCompletableFuture()).isCompletedExceptionally();
        assertThat(scheduler.nowNanos).isBetween(1_500_000_000L, 2_000_000_000L);
    }

    @Test
    void should_give_up_at_once_when_another_attempt_is_pointless() {
        for (RemoteError verdict : List.of(RemoteError.POISON, RemoteError.FATAL)) {
            var done = retry(verdict, 1).untilDone(RetryTest::failing, new Cancellation());

            assertThat(done.toCompletableFuture()).isCompletedExceptionally();
        }
        assertThat(scheduler.delays).isEmpty();
    }

    @Test
    void should_treat_a_thrown_exception_like_a_failed_stage() {
        Deque<Boolean> thrown = new ArrayDeque<>(List.of(true, false));

        var done = retry(RemoteError.RETRYABLE, 1)
                .untilDone(
                        () -> {
                            if (thrown.remove()) {
                                throw new IllegalStateException("thrown");
                            }
                            return CompletableFuture.completedFuture("there");
                        },
                        new Cancellation());

        assertThat(done.toCompletableFuture()).isCompletedWithValue("there");
    }

    @Test
    void should_give_up_when_what_is_thrown_is_no_exception() {
        var done = retry(RemoteError.FATAL, 1)
                .<String>untilDone(
                        () -> {
                            throw new NoClassDefFoundError("com/datastax/Missing");
                        },
                        new Cancellation());

        assertThat(done.toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void should_make_no_further_attempt_when_nobody_waits_any_more() {
        var cancellation = new Cancellation();
        Deque<Integer> attempts = new ArrayDeque<>();

        var done = retry(RemoteError.RETRYABLE, 1)
                .untilDone(
                        () -> {
                            attempts.add(1);
                            cancellation.cancel();
                            return failing();
                        },
                        cancellation);
        var unbegun = retry(RemoteError.RETRYABLE, 1).untilDone(RetryTest::failing, cancellation);

        assertThat(attempts).hasSize(1);
        assertThat(done.toCompletableFuture()).isCompletedExceptionally();
        assertThat(unbegun.toCompletableFuture()).isCompletedExceptionally();
        assertThat(scheduler.delays).as("one timer, which ends at once").hasSize(1);
    }
}
