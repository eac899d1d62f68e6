package dev.reprise.iceberg.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.iceberg.progress.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What the loop makes of sessions that cannot be opened; sessions themselves have a test of their own. */
class ExportLoopTest {

    private final ToldEvents events = new ToldEvents();
    private final List<String> told = events.lines();

    private Optional<String> troubleAfter(Supplier<RuntimeException> failure) throws InterruptedException {
        var loop = new ExportLoop(
                new ExportLoop.Sessions() {
                    @Override
                    public ExportLoop.Opened open(BooleanSupplier isStopping, ExportEvents events) {
                        throw failure.get();
                    }

                    @Override
                    public void close() {
                        told.add("closed");
                    }
                },
                events);
        assertThat(loop.trouble()).contains("the tables are not read yet");
        Thread thread = new Thread(loop);
        thread.start();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> told.stream()
                .anyMatch(line -> line.startsWith("failed") || line.startsWith("refused")));
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !loop.trouble()
                .equals(Optional.of("the tables are not read yet")));
        Optional<String> trouble = loop.trouble();
        loop.stop();
        thread.join(Duration.ofSeconds(30).toMillis());
        assertThat(thread.isAlive()).isFalse();
        assertThat(told).endsWith("closed");
        return trouble;
    }

    @Test
    void should_say_what_a_person_must_decide_and_stop_at_once_when_told_to() throws InterruptedException {
        assertThat(troubleAfter(() -> new RefusedException("made anew"))).contains("made anew");
        assertThat(told).startsWith("refused: made anew");
    }

    @Test
    void should_say_what_is_at_the_root_of_a_failure() throws InterruptedException {
        assertThat(troubleAfter(() -> new IllegalStateException("outside", new IllegalStateException("no disk"))))
                .contains("nothing can be read or committed: java.lang.IllegalStateException: no disk");
        assertThat(told).startsWith("closed", "failed: outside");
    }
}
