package dev.reprise.worker.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.common.async.Backoff;
import dev.reprise.worker.concurrency.InFlightLimit;
import dev.reprise.worker.concurrency.InFlightLimiter;
import dev.reprise.worker.concurrency.PayloadMemory;
import dev.reprise.worker.topology.async.AsyncEngine;
import dev.reprise.worker.topology.async.AsyncFailureException;
import dev.reprise.worker.topology.async.AsyncLimits;
import dev.reprise.worker.topology.async.InFlightBudget;
import dev.reprise.worker.topology.async.RestartBackoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a task that gives up leaves behind in the queues that it shares with others. */
class ClosedEngineTest {

    private static final int ROWS_MAX = 4;

    private final InFlightLimiter limiter = new InFlightLimiter(
            InFlightLimit.fixed(ROWS_MAX), ROWS_MAX, new PayloadMemory(Long.MAX_VALUE), System::nanoTime);
    private final RestartBackoff restartBackoff = new RestartBackoff(
            new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofSeconds(1), System::nanoTime),
            System::nanoTime,
            String::valueOf);
    private final InFlightBudget budget = new InFlightBudget(1_000, 1_000);
    private final List<List<Integer>> begun = new ArrayList<>();
    private final List<CompletableFuture<List<String>>> operations = new ArrayList<>();
    private final List<Integer> handedOn = new ArrayList<>();

    private AsyncEngine<Integer, String> engine(Duration patience) {
        var throttled = new LimitedOperation<Integer, String>(
                (group, cancellation) -> {
                    begun.add(List.copyOf(group));
                    var operation = new CompletableFuture<List<String>>();
                    operations.add(operation);
                    return operation;
                },
                limiter,
                () -> Integer.MAX_VALUE);
        return new AsyncEngine<>(
                throttled,
                number -> "group",
                number -> number,
                new AsyncLimits(2, 4, patience),
                budget,
                restartBackoff,
                (number, result) -> handedOn.add(number));
    }

    /** Nothing is taken when another share fits. */
    private boolean isUnused() {
        return budget.inFlight() == 0;
    }

    private void submit(AsyncEngine<Integer, String> engine, int from, int to) {
        for (int number = from; number < to; number++) {
            engine.submit(number);
        }
    }

    private void end(int operation) {
        operations
                .get(operation)
                .complete(begun.get(operation).stream().map(String::valueOf).toList());
    }

    @Test
    void should_begin_nothing_of_a_closed_engine_when_there_is_room_again() {
        var closed = engine(Duration.ofSeconds(5));
        submit(closed, 0, 100);
        assertThat(begun).containsExactly(List.of(0, 1), List.of(2, 3));
        assertThat(limiter.waiting()).isEqualTo(48);

        closed.close();
        closed.close();

        assertThat(limiter.waiting()).isZero();
        assertThat(isUnused()).as("given back once").isTrue();
        assertThat(limiter.rowsInFlight()).as("what had begun is still at it").isEqualTo(4);

        var fresh = engine(Duration.ofSeconds(5));
        submit(fresh, 200, 202);
        end(0);
        end(1);
        assertThat(begun).as("the replay goes first").hasSize(3).endsWith(List.of(200, 201));
        end(2);
        fresh.drain();
        assertThat(handedOn).containsExactly(200, 201);
        assertThat(limiter.rowsInFlight()).isZero();
        assertThat(isUnused()).isTrue();
    }

    @Test
    void should_keep_nothing_of_many_engines_when_each_gives_up() {
        for (int round = 0; round < 50; round++) {
            var engine = engine(Duration.ofMillis(1));
            submit(engine, 0, 100);
            assertThatThrownBy(engine::drain).isInstanceOf(AsyncFailureException.class);
            assertThat(limiter.waiting()).as("already when it is poisoned").isZero();
            engine.close();
        }

        assertThat(begun).as("of the first alone; all others waited behind it").hasSize(2);
        assertThat(isUnused()).isTrue();
    }
}
