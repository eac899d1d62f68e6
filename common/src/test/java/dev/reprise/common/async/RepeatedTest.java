package dev.reprise.common.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RepeatedTest {

    @Test
    void should_not_need_a_deeper_stack_when_there_are_more_steps() {
        var steps = new AtomicInteger();

        var end = Repeated.whileTrue(() -> CompletableFuture.completedFuture(steps.incrementAndGet() < 100_000))
                .toCompletableFuture();

        assertThat(end).isCompleted();
        assertThat(steps).hasValue(100_000);
    }

    @Test
    void should_begin_a_step_when_the_last_one_is_over() {
        List<CompletableFuture<String>> begun = new ArrayList<>();

        var end = Repeated.forEach(List.of("a", "b"), item -> {
                    begun.add(new CompletableFuture<>());
                    return begun.get(begun.size() - 1);
                })
                .toCompletableFuture();
        assertThat(begun).hasSize(1);
        begun.get(0).complete("done");
        assertThat(begun).hasSize(2);
        assertThat(end).isNotDone();
        begun.get(1).complete("done");

        assertThat(end).isCompleted();
    }

    @Test
    void should_end_with_the_failure_when_a_step_fails_or_throws() {
        var failed = Repeated.forEach(
                List.of(1, 2), item -> CompletableFuture.failedFuture(new IllegalStateException("no " + item)));
        var thrown = Repeated.whileTrue(() -> {
            throw new IllegalStateException("thrown");
        });

        assertThatThrownBy(() -> Finished.result(failed.toCompletableFuture())).hasRootCauseMessage("no 1");
        assertThatThrownBy(() -> Finished.result(thrown.toCompletableFuture())).hasRootCauseMessage("thrown");
    }
}
