package dev.reprise.worker.topology.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.common.async.Backoff;
import dev.reprise.common.async.Cancellation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AsyncEngineTest {

    /** An item is group:key. */
    private record Item(String group, String key, int number) {}

    /** Operations that end when the test says so. */
    private static final class Manual implements AsyncOperation<Item, String> {
        final List<List<Item>> groups = new ArrayList<>();
        final List<CompletableFuture<List<String>>> stages = new ArrayList<>();

        @Override
        public CompletionStage<List<String>> apply(List<Item> group, Cancellation cancellation) {
            groups.add(group);
            var stage = new CompletableFuture<List<String>>();
            stages.add(stage);
            return stage;
        }

        void end(int number) {
            stages.get(number)
                    .complete(groups.get(number).stream()
                            .map(item -> "done " + item.number())
                            .toList());
        }
    }

    private final Manual operation = new Manual();
    private final List<String> handedOn = new ArrayList<>();
    private final RestartBackoff restartBackoff = new RestartBackoff(
            new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofSeconds(1), System::nanoTime),
            System::nanoTime,
            String::valueOf);
    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(4);

    @AfterEach
    void stopThreads() {
        scheduler.shutdownNow();
    }

    private AsyncEngine<Item, String> engine(
            AsyncOperation<Item, String> does, InFlightBudget budget, AsyncLimits limits) {
        return new AsyncEngine<>(
                does, Item::group, Item::key, limits, budget, restartBackoff, (item, result) -> handedOn.add(result));
    }

    private static InFlightBudget budget(int itemsMax) {
        return new InFlightBudget(itemsMax, 1);
    }

    private static AsyncLimits limits(int groupMax, Duration patience) {
        return new AsyncLimits(groupMax, 4, patience);
    }

    private static final Duration SHORT = Duration.ofMillis(50);

    @Test
    void should_send_a_group_when_it_is_full() {
        var engine = engine(operation, budget(10), limits(2, SHORT));

        engine.submit(new Item("a", "1", 1));
        engine.submit(new Item("b", "2", 2));
        engine.submit(new Item("a", "3", 3));

        assertThat(operation.groups).hasSize(1);
        assertThat(operation.groups.get(0)).extracting(Item::number).containsExactly(1, 3);
    }

    @Test
    void should_send_the_oldest_group_when_too_many_are_open() {
        var engine = engine(operation, budget(10), limits(10, SHORT));

        for (int i = 0; i < 5; i++) {
            engine.submit(new Item("group " + i, "key " + i, i));
        }

        assertThat(operation.groups).hasSize(1);
        assertThat(operation.groups.get(0)).extracting(Item::number).containsExactly(0);
    }

    @Test
    void should_hand_results_on_only_when_the_owner_calls() {
        var engine = engine(operation, budget(10), limits(1, SHORT));
        engine.submit(new Item("a", "1", 1));

        operation.end(0);

        assertThat(handedOn).isEmpty();
        engine.flush();
        assertThat(handedOn).containsExactly("done 1");
        assertThat(engine.inFlight()).isZero();
    }

    @Test
    void should_let_a_group_grow_until_it_rests() {
        var engine = engine(operation, budget(10), limits(5, SHORT));
        engine.submit(new Item("a", "1", 1));
        engine.flush();
        engine.submit(new Item("a", "2", 2));
        engine.flush();
        assertThat(operation.groups).isEmpty();

        engine.flush();

        assertThat(operation.groups).hasSize(1);
        assertThat(operation.groups.get(0)).extracting(Item::number).containsExactly(1, 2);
    }

    @Test
    void should_not_divide_a_group_when_it_waits_for_another() {
        var engine = engine(operation, budget(3), limits(2, Duration.ofSeconds(30)));
        for (int i = 0; i < 3; i++) {
            engine.submit(new Item("a", "key " + i, i));
        }
        var unused = scheduler.schedule(() -> operation.end(0), 30, TimeUnit.MILLISECONDS);

        engine.submit(new Item("a", "key 3", 3));

        assertThat(operation.groups).extracting(List::size).containsExactly(2, 2);
    }

    @Test
    void should_wait_for_everything_when_drained() {
        AsyncOperation<Item, String> slow = (group, cancellation) -> CompletableFuture.supplyAsync(
                () -> group.stream().map(item -> "done " + item.number()).toList(),
                CompletableFuture.delayedExecutor(30, TimeUnit.MILLISECONDS, scheduler));
        var engine = engine(slow, budget(100), limits(7, Duration.ofSeconds(30)));
        for (int i = 0; i < 50; i++) {
            engine.submit(new Item("a", "key " + i, i));
        }

        engine.drain();

        assertThat(handedOn).hasSize(50);
        assertThat(engine.inFlight()).isZero();
    }

    @Test
    void should_never_exceed_the_limit_when_operations_are_slow() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger peak = new AtomicInteger();
        AsyncOperation<Item, String> counting = (group, cancellation) -> {
            peak.accumulateAndGet(running.addAndGet(group.size()), Math::max);
            return CompletableFuture.supplyAsync(
                    () -> {
                        running.addAndGet(-group.size());
                        return group.stream().map(item -> "done").toList();
                    },
                    CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS, scheduler));
        };
        var engine = engine(counting, budget(8), limits(3, Duration.ofSeconds(30)));

        for (int i = 0; i < 500; i++) {
            engine.submit(new Item("a", "key " + i, i));
        }
        engine.drain();

        assertThat(peak.get()).isBetween(1, 8);
        assertThat(handedOn).hasSize(500);
    }

    @Test
    void should_keep_the_order_of_a_key_when_operations_end_in_any_order() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Map<String, List<Integer>> begun = new HashMap<>();
        AsyncOperation<Item, String> shuffled = (group, cancellation) -> {
            group.forEach(item ->
                    begun.computeIfAbsent(item.key(), key -> new ArrayList<>()).add(item.number()));
            return CompletableFuture.supplyAsync(
                    () -> group.stream()
                            .map(item -> item.key() + "/" + item.number())
                            .toList(),
                    CompletableFuture.delayedExecutor(random.nextInt(3), TimeUnit.MILLISECONDS, scheduler));
        };
        var engine = engine(shuffled, budget(16), limits(4, Duration.ofSeconds(30)));

        for (int i = 0; i < 300; i++) {
            engine.submit(new Item("group " + random.nextInt(3), "key " + random.nextInt(20), i));
        }
        engine.drain();

        assertThat(begun.values()).allSatisfy(numbers -> assertThat(numbers).isSorted());
        Map<String, List<Integer>> ended = new HashMap<>();
        for (String result : handedOn) {
            String[] parts = result.split("/");
            ended.computeIfAbsent(parts[0], key -> new ArrayList<>()).add(Integer.parseInt(parts[1]));
        }
        assertThat(ended).isEqualTo(begun);
    }

    @Test
    void should_stay_poisoned_when_an_operation_has_failed() {
        var engine = engine(operation, budget(10), limits(1, SHORT));
        engine.submit(new Item("a", "1", 1));
        engine.submit(new Item("a", "2", 2));

        operation.stages.get(0).completeExceptionally(new IllegalStateException("away"));
        operation.end(1);

        assertThatThrownBy(engine::drain)
                .isInstanceOf(AsyncFailureException.class)
                .hasRootCauseMessage("away");
        assertThatThrownBy(engine::drain).isInstanceOf(AsyncFailureException.class);
        assertThatThrownBy(engine::flush).isInstanceOf(AsyncFailureException.class);
        assertThatThrownBy(() -> engine.submit(new Item("a", "3", 3))).isInstanceOf(AsyncFailureException.class);
        assertThatThrownBy(() -> engine.beginRun(new Item("a", "3", 3))).isInstanceOf(AsyncFailureException.class);
        assertThat(engine.inFlight()).isPositive();
    }

    @Test
    void should_give_up_when_an_operation_outlasts_the_patience() {
        var engine = engine(operation, budget(10), limits(1, SHORT));
        engine.submit(new Item("a", "1", 1));

        assertThatThrownBy(engine::drain)
                .isInstanceOf(AsyncFailureException.class)
                .hasMessageContaining("longer than PT0.05S");
    }

    @Test
    void should_give_up_when_results_are_missing() {
        var engine = engine(
                (group, cancellation) -> CompletableFuture.completedFuture(List.of()), budget(10), limits(1, SHORT));
        engine.submit(new Item("a", "1", 1));

        assertThatThrownBy(engine::drain)
                .isInstanceOf(AsyncFailureException.class)
                .hasMessageContaining("gave 0 results for 1 items");
    }

    @Test
    void should_give_up_when_an_operation_throws_instead_of_failing() {
        var engine = engine(
                (group, cancellation) -> {
                    throw new IllegalStateException("thrown");
                },
                budget(10),
                limits(1, SHORT));
        engine.submit(new Item("a", "1", 1));

        assertThatThrownBy(engine::drain).hasRootCauseMessage("thrown");
    }

    @Test
    void should_give_up_at_once_when_the_service_is_to_stop() {
        var engine = engine(operation, budget(10), limits(1, Duration.ofHours(1)));
        engine.submit(new Item("a", "1", 1));
        restartBackoff.stopWithin(Duration.ofMillis(20));

        assertThatThrownBy(engine::drain)
                .isInstanceOf(AsyncFailureException.class)
                .hasMessageContaining("the stop of the service allows");
    }

    @Test
    void should_be_poisoned_when_a_result_cannot_be_handed_on() {
        var engine = new AsyncEngine<Item, String>(
                operation, Item::group, Item::key, limits(1, SHORT), budget(10), restartBackoff, (item, result) -> {
                    throw new IllegalStateException("the producer is fenced");
                });
        engine.submit(new Item("a", "1", 1));
        operation.end(0);

        assertThatThrownBy(engine::drain).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(engine::drain).isInstanceOf(AsyncFailureException.class);
        assertThat(engine.inFlight())
                .as("what was not handed on is still in flight")
                .isPositive();
    }
}
