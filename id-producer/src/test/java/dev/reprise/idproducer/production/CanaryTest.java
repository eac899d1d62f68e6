package dev.reprise.idproducer.production;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.assets.CanaryRows;
import dev.reprise.common.async.RemoteError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CanaryTest {

    private static final Duration WITHIN = Duration.ofSeconds(2);
    private static final Duration TARGET = Duration.ofMillis(10);

    private final HandClock clock = new HandClock();
    private final FakeRows rows = new FakeRows();
    private @Nullable RuntimeException refusal;
    private int opened;
    private final Canary canary = new Canary(
            () -> {
                opened++;
                return refusal == null
                        ? CompletableFuture.completedStage(rows)
                        : CompletableFuture.failedStage(refusal);
            },
            failure -> failure instanceof SecurityException ? RemoteError.FATAL : RemoteError.RETRYABLE,
            new Canary.Schedule(10, WITHIN),
            clock,
            clock::nanos);

    private static final class FakeRows implements CanaryRows {
        private final List<CompletableFuture<Boolean>> open = new ArrayList<>();
        private final Set<Integer> read = new HashSet<>();
        private final Set<Integer> written = new HashSet<>();
        private boolean isClosed;

        @Override
        public CompletionStage<?> read(int row) {
            read.add(row);
            return begun();
        }

        @Override
        public CompletionStage<?> write(int row) {
            written.add(row);
            return begun();
        }

        private CompletionStage<?> begun() {
            var one = new CompletableFuture<Boolean>();
            open.add(one);
            return one;
        }

        void answer() {
            List<CompletableFuture<Boolean>> all = List.copyOf(open);
            open.clear();
            all.forEach(one -> one.complete(true));
        }

        void fail(RuntimeException failure) {
            List<CompletableFuture<Boolean>> all = List.copyOf(open);
            open.clear();
            all.forEach(one -> one.completeExceptionally(failure));
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }

    private void ask(int times, Duration latency) {
        for (int i = 0; i < times; i++) {
            canary.ask();
            clock.forward(latency);
            rows.answer();
        }
    }

    private Verdict verdict() {
        return canary.answer().orElseThrow().reading().judge(TARGET, Instant.EPOCH);
    }

    @Test
    void should_measure_how_long_reads_and_writes_take_on_all_rows() {
        ask(CanaryRows.COUNT, Duration.ofMillis(12));

        assertThat(rows.read).hasSize(CanaryRows.COUNT).isEqualTo(rows.written);
        assertThat(verdict().words()).isEqualTo("production's p99 is 12 ms, target 10 ms");
        assertThat(canary.p99Seconds()).isEqualTo(0.012);
        assertThat(canary.answer().orElseThrow().at()).isEqualTo(clock.instant());
    }

    @Test
    void should_forget_what_is_older_than_its_window() {
        ask(50, Duration.ofMillis(100));
        clock.forward(Canary.WINDOW);
        ask(2_000, Duration.ofMillis(2));

        assertThat(verdict().words()).isEqualTo("production's p99 is 2.0 ms, target 10 ms");

        clock.forward(Canary.WINDOW.plusMillis(1));
        assertThat(canary.p99Seconds()).isNaN();
    }

    @Test
    void should_send_on_time_and_count_each_when_answers_are_late() {
        for (int i = 0; i < 30; i++) {
            canary.ask();
            clock.forward(Duration.ofMillis(100));
        }
        assertThat(rows.open).hasSize(60);

        rows.answer();

        assertThat(verdict().words())
                .as("100 ms to 3 s, and the first was under way in all three seconds")
                .isEqualTo("production's p99 is 3000 ms, target 10 ms");
    }

    @Test
    void should_count_what_has_failed_as_slow_and_not_as_an_answer() {
        ask(1, Duration.ofMillis(2));
        Instant last = clock.instant();
        for (int i = 0; i < 5; i++) {
            canary.ask();
            clock.forward(Duration.ofMillis(800));
            rows.fail(new IllegalStateException("overloaded"));
        }

        assertThat(canary.answer().orElseThrow().at()).isEqualTo(last);
        assertThat(canary.trouble()).isEqualTo("overloaded");
        assertThat(verdict().words()).isEqualTo("production's p99 is 2000 ms, target 10 ms");
    }

    @Test
    void should_say_why_there_are_no_rows_and_look_again() {
        refusal = new IllegalArgumentException("its table is missing");
        canary.ask();
        canary.ask();
        assertThat(canary.trouble()).isEqualTo("its table is missing");
        assertThat(canary.answer()).isEmpty();
        assertThat(opened).isEqualTo(1);

        refusal = null;
        clock.forward(WITHIN);
        ask(1, Duration.ofMillis(1));

        assertThat(canary.trouble()).isNull();
        assertThat(canary.answer()).isPresent();
    }

    @Test
    void should_connect_anew_when_a_right_or_the_table_is_gone() {
        ask(1, Duration.ofMillis(1));
        canary.ask();
        rows.fail(new SecurityException("no right"));

        assertThat(canary.trouble()).isEqualTo("no right");
        assertThat(rows.isClosed).isTrue();

        clock.forward(WITHIN);
        canary.ask();
        assertThat(opened).isEqualTo(2);
    }

    @Test
    void should_close_its_rows() {
        ask(1, Duration.ofMillis(1));

        canary.close();

        assertThat(rows.isClosed).isTrue();
    }
}
