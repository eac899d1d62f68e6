package dev.reprise.worker.concurrency;

import com.netflix.concurrency.limits.limit.VegasLimit;
import com.netflix.concurrency.limits.limit.WindowedLimit;
import com.netflix.concurrency.limits.limit.window.PercentileSampleWindowFactory;
import java.util.concurrent.TimeUnit;

/**
 * A limit that keeps the database busy and the queue in it short: what is in flight beyond that only makes everybody's
 * requests wait, production's too. The Vegas algorithm of Netflix' concurrency-limits: the part of a latency that is more
 * than the lowest one seen is waiting, and from it follows how many rows wait. Fed with the 90th percentile of a window,
 * since the slow ones are what production feels first.
 *
 * <p>So a database far away gets as many rows as the distance swallows, and one that slows down gets fewer a second, since
 * each of the few takes longer. The lowest latency is learned again every half an hour or so.
 *
 * <p>Threading: safe for any number of threads.
 */
public final class VegasInFlightLimit implements InFlightLimit {

    /** Requests of one window; fewer are no distribution. */
    private static final int WINDOW_REQUESTS_MIN = 20;

    private static final int WINDOW_REQUESTS_MAX = 200;

    private static final long WINDOW_MILLIS_MIN = 250;
    private static final long WINDOW_MILLIS_MAX = 1_000;
    private static final double PERCENTILE = 0.9;

    /** Requests this quick say nothing about load. */
    private static final long THRESHOLD_MICROS = 500;

    /** Fewer groups that wait may leave the database without work until the next comes. */
    private static final int QUEUED_GROUPS_MIN = 2;

    private static final int QUEUED_GROUPS_MAX = 4;

    /** What the limit falls to in a window in which too many wait. */
    private static final double FALL = 0.9;

    private final int rowsMin;
    private final WindowedLimit limit;

    /**
     * Creates a limit that begins with as many rows as may wait.
     *
     * @param groupRows rows of a group: what is read at once
     * @param rowsMax never more
     */
    public VegasInFlightLimit(int groupRows, int rowsMax) {
        this.rowsMin = Math.min(QUEUED_GROUPS_MIN * groupRows, rowsMax);
        this.limit = WindowedLimit.newBuilder()
                .minWindowTime(WINDOW_MILLIS_MIN, TimeUnit.MILLISECONDS)
                .maxWindowTime(WINDOW_MILLIS_MAX, TimeUnit.MILLISECONDS)
                .windowSize(WINDOW_REQUESTS_MIN)
                .minRttThreshold(THRESHOLD_MICROS, TimeUnit.MICROSECONDS)
                .sampleWindowFactory(PercentileSampleWindowFactory.of(PERCENTILE, WINDOW_REQUESTS_MAX))
                .build(VegasLimit.newBuilder()
                        .initialLimit(Math.min(QUEUED_GROUPS_MAX * groupRows, rowsMax))
                        .maxConcurrency(rowsMax)
                        .thresholdFunction(rows -> groupRows)
                        .alphaFunction(rows -> QUEUED_GROUPS_MIN * groupRows)
                        .betaFunction(rows -> QUEUED_GROUPS_MAX * groupRows)
                        .increaseFunction(rows -> rows + groupRows)
                        .decreaseFunction(rows -> Math.max(rowsMin, rows * FALL))
                        .build());
    }

    @Override
    public int rows() {
        return Math.max(rowsMin, limit.getLimit());
    }

    @Override
    public void answered(long endedNanos, long tookNanos, int rowsInFlight, boolean failed) {
        limit.onSample(endedNanos - tookNanos, tookNanos, rowsInFlight, failed);
    }
}
