package dev.reprise.common.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BegunTest {

    @Test
    void should_give_what_was_returned_when_nothing_is_thrown() {
        var returned = new CompletableFuture<String>();

        assertThat(Begun.stage(() -> returned)).isSameAs(returned);
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, NumberFormatException.class, NoClassDefFoundError.class})
    void should_give_a_failed_future_when_something_is_thrown(Class<? extends Throwable> type)
            throws ReflectiveOperationException {
        Throwable thrown = type.getConstructor().newInstance();

        var begun = Begun.<String>stage(() -> {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) thrown;
        });

        assertThat(Finished.failure(begun)).isSameAs(thrown);
    }

    @Test
    @SuppressWarnings("NullAway")
    void should_give_a_failed_future_when_nothing_is_returned() {
        assertThat(Finished.failure(Begun.<String>stage(() -> null))).isInstanceOf(NullPointerException.class);
    }

    @Test
    void should_throw_on_what_the_machine_throws() {
        assertThatThrownBy(() -> Begun.<String>stage(() -> {
                    throw new OutOfMemoryError("of a test");
                }))
                .isInstanceOf(OutOfMemoryError.class);
    }
}
