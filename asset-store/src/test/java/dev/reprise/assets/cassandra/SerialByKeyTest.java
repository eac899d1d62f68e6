package dev.reprise.assets.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.async.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SerialByKeyTest {

    private final SerialByKey turns = new SerialByKey();
    private final List<String> begun = new ArrayList<>();
    private final Cancellation open = new Cancellation();

    private Supplier<CompletionStage<String>> action(String name, CompletionStage<String> answer) {
        return () -> {
            begun.add(name);
            return answer;
        };
    }

    @Test
    void should_go_one_after_the_other_when_they_contend() {
        var first = new CompletableFuture<String>();

        var one = turns.take("thing", open, action("one", first));
        var two = turns.take("thing", open, action("two", CompletableFuture.completedFuture("2")));
        var elsewhere = turns.take("other", open, action("elsewhere", CompletableFuture.completedFuture("3")));

        assertThat(begun).containsExactly("one", "elsewhere");
        assertThat(elsewhere).isCompletedWithValue("3");
        first.completeExceptionally(new IllegalStateException("away"));
        assertThat(one).isCompletedExceptionally();
        assertThat(two).as("however the one before ended").isCompletedWithValue("2");
        assertThat(turns.taken()).isZero();
    }

    @Test
    void should_begin_nothing_that_waits_when_it_is_cancelled() {
        var first = new CompletableFuture<String>();
        var closed = new Cancellation();
        var unused = turns.take("thing", closed, action("one", first));
        var stale = turns.take("thing", closed, action("stale", new CompletableFuture<>()));
        var fresh = turns.take("thing", open, action("fresh", CompletableFuture.completedFuture("3")));

        closed.cancel();
        first.completeExceptionally(new IllegalStateException("away"));

        assertThat(begun).containsExactly("one", "fresh");
        assertThat(stale).isCompletedExceptionally();
        assertThat(fresh).isCompletedWithValue("3");
        assertThat(turns.taken()).isZero();
    }

    @Test
    void should_come_to_the_end_of_a_long_queue_when_all_of_it_is_over_at_once() {
        var first = new CompletableFuture<String>();
        var unused = turns.take("thing", open, action("first", first));
        CompletionStage<String> last = first;
        for (int i = 0; i < 100_000; i++) {
            last = turns.take(
                    "thing",
                    open,
                    action("failing", CompletableFuture.failedFuture(new IllegalStateException("away"))));
        }

        first.complete("1");

        assertThat(last.toCompletableFuture()).isCompletedExceptionally();
        assertThat(turns.taken()).isZero();
    }
}
