package dev.reprise.worker.topology.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.common.async.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InFlightBudgetTest {

    private static final int ITEMS_MAX = 10;
    private static final int SHARE = 2;

    private final InFlightBudget budget = new InFlightBudget(ITEMS_MAX, SHARE);
    private final List<CompletableFuture<List<String>>> begun = new ArrayList<>();
    private final AsyncEngine<Integer, String> first = engine();
    private final AsyncEngine<Integer, String> second = engine();

    /** An engine without groups, whose operations end when the test says so. */
    private AsyncEngine<Integer, String> engine() {
        var backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofSeconds(1), System::nanoTime);
        return new AsyncEngine<>(
                (group, cancellation) -> {
                    var operation = new CompletableFuture<List<String>>();
                    begun.add(operation);
                    return operation;
                },
                item -> "all",
                item -> item,
                new AsyncLimits(1, 4, Duration.ofMillis(50)),
                budget,
                new RestartBackoff(backoff, System::nanoTime, String::valueOf),
                (item, result) -> {});
    }

    private static void submit(AsyncEngine<Integer, String> engine, int from, int to) {
        for (int item = from; item < to; item++) {
            engine.submit(item);
        }
    }

    @Test
    void should_give_an_engine_all_that_others_leave() {
        submit(first, 0, ITEMS_MAX);

        assertThat(begun).hasSize(ITEMS_MAX);
        assertThatThrownBy(() -> first.submit(ITEMS_MAX)).hasMessageContaining("10 operations took longer");
    }

    @Test
    void should_give_an_engine_its_share_when_others_have_everything() {
        submit(first, 0, ITEMS_MAX);

        submit(second, 0, SHARE);

        assertThat(begun).hasSize(ITEMS_MAX + SHARE);
        assertThatThrownBy(() -> second.submit(SHARE)).hasMessageContaining("2 operations took longer");
    }

    @Test
    void should_give_to_one_engine_what_another_has_handed_on() {
        submit(first, 0, ITEMS_MAX);
        submit(second, 0, SHARE);
        begun.subList(0, SHARE + 1).forEach(operation -> operation.complete(List.of("done")));

        first.flush();
        submit(second, SHARE, SHARE + 1);

        assertThatThrownBy(() -> second.submit(SHARE + 1)).isInstanceOf(AsyncFailureException.class);
    }

    @Test
    void should_be_unused_once_every_engine_has_handed_on() {
        assertThat(budget.isUnused()).isTrue();
        submit(first, 0, 1);
        submit(second, 0, 1);
        begun.forEach(operation -> operation.complete(List.of("done")));

        first.flush();
        assertThat(budget.isUnused()).isFalse();

        second.flush();
        assertThat(budget.isUnused()).isTrue();
    }

    @Test
    void should_take_back_once_what_an_engine_had_when_it_is_closed() {
        submit(first, 0, ITEMS_MAX);

        first.close();
        first.close();

        submit(second, 0, ITEMS_MAX);
        assertThatThrownBy(() -> second.submit(ITEMS_MAX)).isInstanceOf(AsyncFailureException.class);
        assertThatThrownBy(first::flush).hasMessageContaining("closed");
    }
}
