package dev.reprise.workload.livewriter;

/**
 * How fast a live writer goes, and how far.
 *
 * <p>Threading: immutable.
 *
 * @param operationsPerSecond at least 1
 * @param operationsMax after so many it stops by itself
 * @param inFlightMax operations under way; where the database does not keep up, the rate falls behind
 */
public record TrafficRate(int operationsPerSecond, long operationsMax, int inFlightMax) {

    private static final int DEFAULT_IN_FLIGHT_MAX = 256;

    public TrafficRate {
        if (operationsPerSecond < 1 || operationsMax < 1 || inFlightMax < 1) {
            throw new IllegalArgumentException("operationsPerSecond, operationsMax and inFlightMax must be at least 1");
        }
    }

    /** Returns a rate without an end. */
    public static TrafficRate perSecond(int operations) {
        return new TrafficRate(operations, Long.MAX_VALUE, DEFAULT_IN_FLIGHT_MAX);
    }

    /** Returns the same rate with an end. */
    public TrafficRate atMost(long operations) {
        return new TrafficRate(operationsPerSecond, operations, inFlightMax);
    }
}
