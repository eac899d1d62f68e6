package dev.reprise.worker.concurrency;

/**
 * How many rows fit into the memory that payloads may take, by the size of those read lately. A rise counts at once, a fall
 * slowly: few large payloads among many small ones must fit too.
 *
 * <p>Threading: safe for any number of threads.
 */
public final class PayloadMemory {

    /** Reckoned with until something is read. */
    private static final double UNKNOWN_BYTES = 8 * 1024;

    /** What a group that was read leaves of the size before it. */
    private static final double KEPT = 0.95;

    /** Groups are read side by side by every task; one of them takes this part of the memory at most. */
    private static final int GROUPS = 8;

    private final long bytesMax;
    private double rowBytes = UNKNOWN_BYTES;

    /**
     * Creates the bound.
     *
     * @param bytesMax of the payloads in flight, as they were read
     */
    public PayloadMemory(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Takes in what a group was found to be. */
    synchronized void read(int rows, long bytes) {
        if (rows > 0) {
            double mean = (double) bytes / rows;
            rowBytes = Math.max(mean, KEPT * rowBytes + (1 - KEPT) * mean);
        }
    }

    /** Returns how many rows may be in flight; at least one. */
    synchronized int rowsMax() {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytesMax / Math.max(1, rowBytes)));
    }

    /** Returns how many rows may be read at once; at least one. */
    int groupRowsMax() {
        return Math.max(1, rowsMax() / GROUPS);
    }

    /** Returns the size that is reckoned with, in bytes. */
    synchronized long rowBytes() {
        return Math.round(rowBytes);
    }
}
