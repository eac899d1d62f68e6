package dev.reprise.workload.livewriter;

/**
 * How far a live writer is.
 *
 * <p>Threading: immutable.
 *
 * @param sent operations sent
 * @param acknowledged operations that are stored
 * @param unknown operations that may be stored or not
 */
public record LiveTotals(long sent, long acknowledged, long unknown) {

    /** Returns how many operations are under way. */
    public long inFlight() {
        return sent - acknowledged - unknown;
    }
}
