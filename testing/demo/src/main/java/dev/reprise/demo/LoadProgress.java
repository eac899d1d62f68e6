package dev.reprise.demo;

import dev.reprise.cli.invocation.Console;
import dev.reprise.cli.text.Words;
import dev.reprise.localstack.process.Deadline;
import java.time.Duration;
import java.util.function.LongConsumer;

/**
 * Tells every ten seconds how much is loaded.
 *
 * <p>Threading: one thread.
 */
final class LoadProgress implements LongConsumer {

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Console console;
    private final long assets;
    private final Deadline begun = Deadline.in(Duration.ZERO);
    private Deadline next = Deadline.in(INTERVAL);

    LoadProgress(Console console, long assets) {
        this.console = console;
        this.assets = assets;
    }

    @Override
    public void accept(long loaded) {
        if (next.hasPassed()) {
            next = Deadline.in(INTERVAL);
            console.result("loaded " + Words.number(loaded) + " of " + Words.number(assets));
        }
    }

    /** Returns the time since the loading began. */
    Duration elapsed() {
        return begun.elapsed();
    }
}
