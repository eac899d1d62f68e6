package dev.reprise.cli.jobs;

import dev.reprise.cli.invocation.Console;
import dev.reprise.common.job.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * One plain line whenever the state changes, and every ten seconds in between: for logs and pipes.
 *
 * <p>Threading: one thread.
 */
final class LineView implements ProgressView {

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Console console;
    private final InstantSource clock;
    private Instant shownAt = Instant.MIN;
    private @Nullable JobStatus shownState;

    LineView(Console console, InstantSource clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public void show(JobReading reading) {
        Instant now = clock.instant();
        JobStatus state = reading.job().state();
        boolean due = state != shownState || !now.isBefore(shownAt.plus(INTERVAL));
        // The end is told with its ledger by whoever waited for it.
        if (!due || state.isFinal()) {
            return;
        }
        shownAt = now;
        shownState = state;
        console.result(JobLine.of(reading));
    }

    @Override
    public void note(String line) {
        console.result(line);
    }

    @Override
    public void close() {
        // Every line stands for itself.
    }
}
