package dev.reprise.idproducer.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.assets.UnusableBucketException;
import dev.reprise.common.async.Finished;
import dev.reprise.common.async.RemoteError;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedReadsTest {

    private static Throwable failureOf(RemoteError verdict, RuntimeException failure, boolean thrown) {
        var reads = new GuardedReads(judged -> verdict);
        var stage = reads.<String>stage(() -> {
            if (thrown) {
                throw failure;
            }
            return CompletableFuture.failedFuture(new CompletionException(failure));
        });
        return Finished.unwrapped(Objects.requireNonNull(Finished.failure(stage)));
    }

    @ParameterizedTest
    @EnumSource(
            value = RemoteError.class,
            names = {"POISON", "FATAL"})
    void should_be_unreadable_however_it_failed_when_a_person_must_act(RemoteError verdict) {
        var failure = new IllegalArgumentException("unknown column");

        assertThat(failureOf(verdict, failure, true))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("IllegalArgumentException: unknown column");
        assertThat(failureOf(verdict, failure, false))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("IllegalArgumentException: unknown column");
    }

    @ParameterizedTest
    @EnumSource(RemoteError.class)
    void should_be_refused_with_the_name_of_the_bucket_whatever_else_is_judged(RemoteError verdict) {
        var failure = new UnusableBucketException("the bucket 2024-03-17 is not the first instant of a month");

        assertThat(failureOf(verdict, failure, true))
                .isInstanceOf(RefusedSelectionException.class)
                .hasMessage(failure.getMessage());
        assertThat(failureOf(verdict, failure, false))
                .isInstanceOf(RefusedSelectionException.class)
                .hasMessage(failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void should_keep_the_failure_when_the_read_may_be_repeated(boolean thrown) {
        var failure = new IllegalStateException("away");

        assertThat(failureOf(RemoteError.RETRYABLE, failure, thrown)).isSameAs(failure);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void should_not_judge_again_what_is_judged(boolean thrown) {
        var failure = new UnreadableException("Elasticsearch answers 403");

        assertThat(failureOf(RemoteError.RETRYABLE, failure, thrown)).isSameAs(failure);
        assertThat(GuardedReads.words(failure)).isEqualTo("Elasticsearch answers 403");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1_000, 10_000, 1_000_000})
    void should_bound_its_words_when_a_server_has_many(int length) {
        assertThat(GuardedReads.words(new IllegalStateException("x".repeat(length))))
                .startsWith("IllegalStateException: x")
                .hasSizeLessThanOrEqualTo(1_001);
    }
}
