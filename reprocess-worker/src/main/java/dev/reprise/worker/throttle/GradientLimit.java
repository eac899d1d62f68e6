package dev.reprise.worker.throttle;

import com.netflix.concurrency.limits.limit.Gradient2Limit;
import com.netflix.concurrency.limits.limit.WindowedLimit;
import com.netflix.concurrency.limits.limit.window.PercentileSampleWindowFactory;
import java.util.concurrent.TimeUnit;

/**
 * A limit that follows the latency of the database: it falls when requests take longer than they used to, and rises again
 * when they do not. The gradient algorithm of Netflix' concurrency-limits (Gradient2Limit), fed with the 90th percentile of
 * a window, since the slow ones are what production feels first.
 *
 * <p>Threading: safe for any number of threads.
 */
public final class GradientLimit implements InFlightLimit {

    /** Requests of one window; fewer are no distribution. */
    private static final int WINDOW_REQUESTS = 20;

    private static final long WINDOW_MILLIS_MIN = 250;
    private static final long WINDOW_MILLIS_MAX = 1_000;
    private static final double PERCENTILE = 0.9;

    /** Requests this quick say nothing about load. */
    private static final long THRESHOLD_MICROS = 500;

    /** What the limit grows by in a window while latency stays: a group of rows. */
    private static final int GROWTH_ROWS = 64;

    /** A request may take twice as long as usual before the limit falls: large groups and small ones mix. */
    private static final double TOLERANCE = 2;

    /** Windows over which "usual" is learned: with the shortest of them two and a half minutes. */
    private static final int USUAL_WINDOWS = 600;

    private static final double SMOOTHING = 0.2;

    private final WindowedLimit limit;

    /**
     * Creates a limit that begins with half of what it may reach.
     *
     * @param rowsMin never fewer: the job must get on
     * @param rowsMax never more
     */
    public GradientLimit(int rowsMin, int rowsMax) {
        this.limit = WindowedLimit.newBuilder()
                .minWindowTime(WINDOW_MILLIS_MIN, TimeUnit.MILLISECONDS)
                .maxWindowTime(WINDOW_MILLIS_MAX, TimeUnit.MILLISECONDS)
                .windowSize(WINDOW_REQUESTS)
                .minRttThreshold(THRESHOLD_MICROS, TimeUnit.MICROSECONDS)
                .sampleWindowFactory(PercentileSampleWindowFactory.of(PERCENTILE, WINDOW_REQUESTS))
                .build(Gradient2Limit.newBuilder()
                        .initialLimit(Math.max(rowsMin, rowsMax / 2))
                        .minLimit(rowsMin)
                        .maxConcurrency(rowsMax)
                        .queueSize(GROWTH_ROWS)
                        .rttTolerance(TOLERANCE)
                        .longWindow(USUAL_WINDOWS)
                        .smoothing(SMOOTHING)
                        .build());
    }

    @Override
    public int rows() {
        return limit.getLimit();
    }

    @Override
    public void answered(long endedNanos, long tookNanos, int rowsInFlight, boolean failed) {
        limit.onSample(endedNanos - tookNanos, tookNanos, rowsInFlight, failed);
    }
}
