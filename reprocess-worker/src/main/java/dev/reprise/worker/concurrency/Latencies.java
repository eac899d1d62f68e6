package dev.reprise.worker.concurrency;

import java.util.Arrays;

/**
 * The latencies of the last requests.
 *
 * <p>Threading: safe for any number of threads.
 */
final class Latencies {

    private static final int KEPT = 512;

    private static final double SHARE = 0.99;

    private final long[] nanos = new long[KEPT];
    private long count;

    synchronized void add(long latencyNanos) {
        nanos[(int) (count++ % KEPT)] = latencyNanos;
    }

    /** Returns 0 when there was no request yet. */
    synchronized long p99Nanos() {
        int known = (int) Math.min(count, KEPT);
        if (known == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(nanos, known);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(known - 1, Math.floor(known * SHARE))];
    }
}
