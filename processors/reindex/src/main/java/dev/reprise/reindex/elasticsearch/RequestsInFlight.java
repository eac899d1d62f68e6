package dev.reprise.reindex.elasticsearch;

/**
 * How many bulk requests are under way: halved when Elasticsearch says that it is busy, one more after as many successes as there
 * are requests. That is the rule of TCP (additive increase, multiplicative decrease), by which many workers come to equal shares
 * without knowing of each other.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
final class RequestsInFlight {

    /** What {@link #begin} returns when there is no room. */
    static final long NONE = 0;

    private final int max;
    private double limit;
    private int underWay;
    private long begun;
    private long begunAtHalving;

    /** Starts at the maximum. */
    RequestsInFlight(int max) {
        this.max = max;
        this.limit = max;
    }

    /**
     * Counts one more request, when there is room.
     *
     * @return its number, which {@link #ended} takes; {@link #NONE} when there is no room
     */
    synchronized long begin() {
        if (underWay >= (int) limit) {
            return NONE;
        }
        underWay++;
        begun++;
        return begun;
    }

    /**
     * Counts one request less, and notes how Elasticsearch has taken it.
     *
     * @param number of the request
     * @param isBusy whether it, or a part of it, has to come again
     */
    synchronized void ended(long number, boolean isBusy) {
        underWay--;
        if (!isBusy) {
            limit = Math.min(max, limit + 1 / limit);
        } else if (number > begunAtHalving) {
            // Those that were under way together tell of one and the same queue.
            limit = Math.max(1, limit / 2);
            begunAtHalving = begun;
        }
    }

    /** Returns how many requests may be under way. */
    synchronized int limit() {
        return (int) limit;
    }
}
