package dev.reprise.cli.jobs;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
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
    private static final String CUT = "...";

    private final PrintStream out;
    private @Nullable ProgressBar bar;

    BarView(PrintStream out) {
        this.out = out;
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
        out.println(line);
        out.flush();
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
                .setConsumer(new ConsoleProgressBarConsumer(out))
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
        if (line.length() <= lengthMax) {
            return line + " ".repeat(lengthMax - line.length());
        }
        return lengthMax <= CUT.length() ? "" : line.substring(0, lengthMax - CUT.length()) + CUT;
    }
}
