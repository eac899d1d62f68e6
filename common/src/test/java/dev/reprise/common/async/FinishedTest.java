package dev.reprise.common.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class FinishedTest {

    @Test
    void should_return_the_value_when_the_future_has_one() {
        // given
        var future = CompletableFuture.completedFuture("a");

        // when / then
        assertThat(Finished.result(future)).isEqualTo("a");
        assertThat(Finished.failure(future)).isNull();
    }

    @Test
    void should_return_the_failure_when_the_future_failed() {
        // given
        var cause = new IOException("away");
        CompletableFuture<String> future = CompletableFuture.failedFuture(cause);

        // when / then
        assertThat(Finished.failure(future)).isSameAs(cause);
        assertThat(Finished.failure(future.thenApply(String::length)))
                .isInstanceOf(CompletionException.class)
                .hasCause(cause);
        assertThatThrownBy(() -> Finished.result(future))
                .isInstanceOf(CompletionException.class)
                .hasCause(cause);
    }

    @Test
    void should_return_the_cancellation_when_the_future_was_cancelled() {
        // given
        var future = new CompletableFuture<String>();
        future.cancel(false);

        // when / then
        assertThat(Finished.failure(future)).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> Finished.result(future)).isInstanceOf(CancellationException.class);
    }

    @Test
    void should_look_through_the_wrappers_when_a_future_put_them_around() {
        // given
        var cause = new IOException("away");
        var empty = new CompletionException("nothing in it", null);

        // when / then
        assertThat(Finished.unwrapped(new CompletionException(new ExecutionException(new CompletionException(cause)))))
                .isSameAs(cause);
        assertThat(Finished.unwrapped(cause)).isSameAs(cause);
        assertThat(Finished.unwrapped(empty)).isSameAs(empty);
    }

    @Test
    void should_refuse_rather_than_wait_when_the_future_is_not_over() {
        // given
        var future = new CompletableFuture<String>();

        // when / then
        assertThatThrownBy(() -> Finished.result(future))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the future is not over: ");
        assertThatThrownBy(() -> Finished.failure(future)).isInstanceOf(IllegalStateException.class);
    }
}
