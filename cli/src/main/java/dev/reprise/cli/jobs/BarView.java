package dev.reprise.cli.jobs;

import dev.reprise.cli.invocation.Console;
import dev.reprise.cli.text.Printable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;
import org.jspecify.annotations.Nullable;

/**
 * A bar that is redrawn in place, with state, reason and time left behind it. The library redraws it and knows the
 * terminal; what stands in the line is ours, since the library's guess of the time left knows nothing of pauses.
 *
 * <p>Threading: one thread; the library draws in one of its own.
 */
final class BarView implements ProgressView {

    private static final int REDRAW_MILLIS = 250;
    private static final int STEPS = 1000;
    private static final int CELLS = 24;

    private final Console console;
    private @Nullable ProgressBar bar;

    BarView(Console console) {
        this.console = console;
    }

    @Override
    public void show(JobReading reading) {
        ProgressBar shown = bar;
        if (shown == null) {
            shown = begin(reading.job().job());
            bar = shown;
        }
        shown.stepTo(Math.round(reading.share().orElse(0) * STEPS));
        shown.setExtraMessage(JobLine.withoutJob(reading));
    }

    /** The bar stays above the line as it was, and the next one begins below. */
    @Override
    public void note(String line) {
        close();
        console.result(line);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    private ProgressBar begin(String job) {
        return new ProgressBarBuilder()
                .setTaskName(job)
                .setInitialMax(STEPS)
                .setUpdateIntervalMillis(REDRAW_MILLIS)
                .setRenderer(BarView::render)
                .setConsumer(console.redrawn())
                .build();
    }

    private static String render(ProgressState state, int lengthMax) {
        return render(state.getTaskName(), state.getNormalizedProgress(), state.getExtraMessage(), lengthMax);
    }

    /** Draws {@code job [=====>    ] words} in the width of the terminal: a shorter line must cover a longer one. */
    static String render(String job, double share, String words, int lengthMax) {
        int full = (int) Math.floor(Math.max(0, Math.min(1, share)) * CELLS);
        String tip = full < CELLS ? ">" : "";
        String line = job + " [" + "=".repeat(full) + tip + " ".repeat(CELLS - full - tip.length()) + "] " + words;
        // Clean before it is measured: an escape is longer than what it stands for.
        String cut = Printable.cut(Printable.of(line), lengthMax);
        return cut.isEmpty() ? cut : Printable.padded(cut, lengthMax);
    }
}
