package dev.reprise.cli.jobs;

import dev.reprise.cli.invocation.Console;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of JSON for each state that was published: for programs that follow a job.
 *
 * <p>Threading: one thread.
 */
final class JsonView implements ProgressView {

    private final Console console;
    private @Nullable Instant shown;

    JsonView(Console console) {
        this.console = console;
    }

    @Override
    public void show(JobReading reading) {
        Instant published = reading.job().updatedAt();
        // The end is told by whoever waited for it.
        if (!published.equals(shown) && !reading.job().state().isFinal()) {
            shown = published;
            console.result(JobsDocument.line(reading));
        }
    }

    @Override
    public void note(String line) {
        console.remark(line);
    }

    @Override
    public void close() {
        // Every line stands for itself.
    }
}
