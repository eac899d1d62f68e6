package dev.reprise.localstack.livewriter;

/**
 * What production does, in shares of all its operations; the rest are updates.
 *
 * <p>Threading: immutable.
 *
 * @param creates share of new assets, 0 to 1; every other one is dated back into the months of the sample
 * @param deletes share of deleted assets, 0 to 1
 * @param expiring share of updates that give the asset an end, 0 to 1
 * @param twins share of updates, 0 to 1, that are followed by another one of the same asset, one microsecond above
 * @param ttlSeconds life of an expiring asset
 */
public record TrafficMix(double creates, double deletes, double expiring, double twins, int ttlSeconds) {

    /** Mostly updates, some creates, few deletes, as catalogues see it. */
    public static final TrafficMix ORDINARY = new TrafficMix(0.10, 0.05, 0, 0, 3600);

    public TrafficMix {
        if (!isShare(creates) || !isShare(deletes) || !isShare(expiring) || !isShare(twins)) {
            throw new IllegalArgumentException("every share must lie between 0 and 1");
        }
        if (creates + deletes + expiring > 1) {
            throw new IllegalArgumentException("creates, deletes and expiring must not exceed 1 together");
        }
        if (ttlSeconds < 1) {
            throw new IllegalArgumentException("ttlSeconds must be at least 1, not " + ttlSeconds);
        }
    }

    private static boolean isShare(double value) {
        return value >= 0 && value <= 1;
    }
}
