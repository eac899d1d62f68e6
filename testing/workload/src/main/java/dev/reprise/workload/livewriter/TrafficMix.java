package dev.reprise.workload.livewriter;

/**
 * What production does, in shares of all its operations; the rest are updates.
 *
 * <p>Threading: immutable.
 *
 * @param creates share of new assets, 0 to 1
 * @param deletes share of deleted assets, 0 to 1
 * @param expiring share of updates that give the asset an end, 0 to 1
 * @param twins share of updates, 0 to 1, that are followed by another one of the same asset, one microsecond above
 * @param ttlSeconds life of an expiring asset
 * @param recreates share of assets that this writer has deleted and now creates again, 0 to 1; while there are none, an
 *     update takes the place
 * @param backdated share of new assets, 0 to 1, that are dated back into the time of the sample, such as a film of
 *     another catalogue; the rest are of this moment
 * @param twinDelayMillisMax longest time that the second of two twins is sent late, though its timestamp is not; each
 *     has its own, from 0
 */
public record TrafficMix(
        double creates,
        double deletes,
        double expiring,
        double twins,
        int ttlSeconds,
        double recreates,
        double backdated,
        int twinDelayMillisMax) {

    /** Mostly updates, some creates, few deletes, as catalogues see it. */
    public static final TrafficMix ORDINARY = new TrafficMix(0.10, 0.05, 0, 0, 3600);

    private static final double BACKDATED = 0.5;

    public TrafficMix {
        if (!isShare(creates)
                || !isShare(deletes)
                || !isShare(expiring)
                || !isShare(twins)
                || !isShare(recreates)
                || !isShare(backdated)) {
            throw new IllegalArgumentException("every share must lie between 0 and 1");
        }
        if (creates + deletes + expiring + recreates > 1) {
            throw new IllegalArgumentException("creates, deletes, expiring and recreates must not exceed 1 together");
        }
        if (ttlSeconds < 1) {
            throw new IllegalArgumentException("ttlSeconds must be at least 1, not " + ttlSeconds);
        }
        if (twinDelayMillisMax < 0) {
            throw new IllegalArgumentException("twinDelayMillisMax must be at least 0, not " + twinDelayMillisMax);
        }
    }

    /** Makes a mix in which nothing comes back, every other new asset is dated back, and no twin is late. */
    public TrafficMix(double creates, double deletes, double expiring, double twins, int ttlSeconds) {
        this(creates, deletes, expiring, twins, ttlSeconds, 0, BACKDATED, 0);
    }

    /** Returns the mix with another share of assets that are created again. */
    public TrafficMix withRecreates(double share) {
        return new TrafficMix(creates, deletes, expiring, twins, ttlSeconds, share, backdated, twinDelayMillisMax);
    }

    /** Returns the mix with another share of new assets that are dated back; with 1, all are of the sample's time. */
    public TrafficMix withBackdated(double share) {
        return new TrafficMix(creates, deletes, expiring, twins, ttlSeconds, recreates, share, twinDelayMillisMax);
    }

    /** Returns the mix with late twins. */
    public TrafficMix withTwinsLateBy(int millisMax) {
        return new TrafficMix(creates, deletes, expiring, twins, ttlSeconds, recreates, backdated, millisMax);
    }

    private static boolean isShare(double value) {
        return value >= 0 && value <= 1;
    }
}
