package dev.reprise.cli.jobs;

import dev.reprise.cli.invocation.Console;
import java.time.InstantSource;

/**
 * Shows a job while it runs.
 *
 * <p>Threading: one thread.
 */
public interface ProgressView extends AutoCloseable {

    /** Shows a newer reading, or not, as fits the place. */
    void show(JobReading reading);

    /** Prints a line that stays. */
    void note(String line);

    /** Ends the view, so that lines may follow it. */
    @Override
    void close();

    /** A bar for a person at a terminal, lines for everything else. */
    static ProgressView on(Console console, InstantSource clock) {
        return console.terminal() ? new BarView(console) : new LineView(console, clock);
    }
}
