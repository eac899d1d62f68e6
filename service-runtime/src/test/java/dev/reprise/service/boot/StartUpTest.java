package dev.reprise.service.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class StartUpTest {

    private static final Duration WITHIN = Duration.ofMinutes(1);

    private final List<String> attempts = Collections.synchronizedList(new ArrayList<>());

    /** Misses one thing after the other. */
    private WaitingStep step(String name, String... missing) {
        Iterator<String> left = List.of(missing).iterator();
        return () -> {
            attempts.add(name);
            return left.hasNext() ? Optional.of(left.next()) : Optional.empty();
        };
    }

    @Test
    void should_repeat_each_step_until_nothing_is_missing_before_the_next() {
        var startUp = new StartUp(List.of(step("topics", "a", "b", "b"), step("tables", "c")));
        startUp.begin();

        Awaitility.await("all steps").atMost(WITHIN).until(() -> startUp.awaited()
                .isEmpty());
        assertThat(attempts).containsExactly("topics", "topics", "topics", "topics", "tables", "tables");
        assertThat(startUp.failure()).isEmpty();
    }

    @Test
    void should_say_what_is_missing_and_try_again_when_a_step_fails() {
        List<RuntimeException> failures = new ArrayList<>(List.of(new IllegalStateException("broken")));
        var startUp = new StartUp(List.of(
                () -> {
                    if (!failures.isEmpty()) {
                        throw failures.remove(0);
                    }
                    return Optional.empty();
                },
                () -> Optional.of("nobody is there")));
        startUp.begin();

        Awaitility.await("the second step")
                .atMost(WITHIN)
                .until(startUp::awaited, awaited -> awaited.equals(Optional.of("nobody is there")));
        assertThat(startUp.failure()).isEmpty();
        startUp.giveUp();
    }
}
