package dev.reprise.worker.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.async.Cancellation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InFlightLimiterTest {

    private static final int MAX = 100;

    /** Room for sixteen payloads of 4,000 KiB. */
    private static final long MEMORY = 64_000L * 1024;

    private final AdjustableLimit limit = new AdjustableLimit();
    private long nanos;
    private final InFlightLimiter limiter = new InFlightLimiter(limit, MAX, new PayloadMemory(MEMORY), () -> nanos);
    private final Cancellation open = new Cancellation();
    private final List<CompletableFuture<String>> begun = new ArrayList<>();
    private final List<CompletableFuture<String>> results = new ArrayList<>();

    /** A limit that the test sets. */
    private static final class AdjustableLimit implements InFlightLimit {
        private int rows = MAX;

        @Override
        public int rows() {
            return rows;
        }

        @Override
        public void answered(long endedNanos, long tookNanos, int rowsInFlight, boolean failed) {
            // The test decides.
        }
    }

    private void admit(int rows) {
        results.add(limiter.admit(rows, open, () -> {
                    var operation = new CompletableFuture<String>();
                    begun.add(operation);
                    return operation;
                })
                .toCompletableFuture());
    }

    @Test
    void should_begin_in_order_and_never_exceed_the_limit_when_groups_come_and_go_at_random() {
        long seed = 7;
        Random random = new Random(seed);
        int over = 0;
        for (int step = 0; step < 5_000; step++) {
            limit.rows = 1 + random.nextInt(MAX);
            int before = limiter.rowsInFlight();
            if (random.nextBoolean()) {
                int rows = 1 + random.nextInt(40);
                admit(rows);
                assertThat(limiter.rowsInFlight())
                        .as("seed %d", seed)
                        .isLessThanOrEqualTo(Math.max(Math.max(before, limit.rows), before == 0 ? rows : 0));
            } else if (over < begun.size()) {
                begun.get(over++).complete("done");
            }
        }
        limit.rows = MAX;
        while (over < begun.size()) {
            begun.get(over++).complete("done");
        }

        assertThat(results).allMatch(CompletableFuture::isDone);
        assertThat(limiter.rowsInFlight()).isZero();
    }

    @Test
    void should_begin_a_group_larger_than_the_limit_when_nothing_else_is_in_flight() {
        limit.rows = 10;

        admit(64);
        admit(64);

        assertThat(begun).hasSize(1);
        begun.get(0).complete("done");
        assertThat(begun).hasSize(2);
    }

    @Test
    void should_go_on_when_an_operation_fails_at_once() {
        var failed = limiter.admit(1, open, () -> {
            throw new IllegalStateException("a bug");
        });

        assertThat(failed.toCompletableFuture()).isCompletedExceptionally();
        assertThat(limiter.rowsInFlight()).isZero();
    }

    @Test
    void should_keep_its_stack_flat_when_thousands_wait_for_operations_that_end_at_once() {
        var first = new CompletableFuture<String>();
        limit.rows = 1;
        results.add(limiter.admit(1, open, () -> first).toCompletableFuture());
        List<CompletableFuture<String>> others = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            others.add(limiter.admit(1, open, () -> CompletableFuture.completedFuture("done"))
                    .toCompletableFuture());
        }

        first.complete("done");

        assertThat(others).allMatch(CompletableFuture::isDone);
    }

    @Test
    void should_tell_the_reason_only_while_the_database_holds_the_job_back() {
        assertThat(limiter.reason()).isEmpty();

        limiter.answered(Duration.ofMillis(48).toNanos(), false);
        limit.rows = 10;
        admit(10);
        admit(10);
        assertThat(limiter.reason()).contains("cassandra p99 48 ms, 10 of 100 rows in flight");

        nanos += Duration.ofSeconds(6).toNanos();
        assertThat(limiter.reason()).as("not felt any more").isEmpty();
    }

    @Test
    void should_say_nothing_when_the_limit_is_at_its_highest() {
        admit(MAX);
        admit(1);

        assertThat(limiter.reason()).as("configured, not slowed down").isEmpty();
    }

    @Test
    void should_let_others_into_the_database_while_rows_wait_for_another_system() {
        limit.rows = 10;
        admit(10);
        admit(10);
        admit(70);
        admit(20);
        assertThat(begun).hasSize(1);

        limiter.left(10);
        assertThat(begun).as("the database is free").hasSize(2);
        limiter.left(10);
        assertThat(begun).as("alone in the database, however large").hasSize(3);
        limiter.left(70);
        assertThat(begun).as("90 of 100 are in flight somewhere").hasSize(3);
        assertThat(limiter.rowsInFlight()).isEqualTo(90);

        limiter.cameBack(10);
        begun.get(0).complete("done");
        assertThat(begun).hasSize(4);
        assertThat(limiter.rowsInFlight()).isEqualTo(100);
    }

    @Test
    void should_begin_only_what_fits_into_the_memory_when_payloads_are_large() {
        limiter.read(10, 10L * 4_000 * 1024);

        admit(16);
        admit(1);

        assertThat(limiter.limitRows()).isEqualTo(16);
        assertThat(limiter.groupRowsMax()).isEqualTo(2);
        assertThat(begun).hasSize(1);
        assertThat(limiter.reason()).contains("payloads of 4,000 KiB, 16 of 100 rows in flight");
    }

    @Test
    void should_let_more_begin_again_when_payloads_have_become_small() {
        limiter.read(10, 10L * 4_000 * 1024);

        for (int group = 0; group < 200; group++) {
            limiter.read(64, 64L * 1024);
        }

        assertThat(limiter.limitRows()).isEqualTo(MAX);
    }
}
