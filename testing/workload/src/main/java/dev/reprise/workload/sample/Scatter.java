package dev.reprise.workload.sample;

/**
 * Numbers that look random and follow from a seed and an index alone: the finalizer of SplitMix64 (Steele, Lea, Flood:
 * Fast Splittable Pseudorandom Number Generators, 2014).
 */
final class Scatter {

    private static final long GOLDEN_GAMMA = 0x9E37_79B9_7F4A_7C15L;

    private Scatter() {}

    /** Returns the number that belongs to a seed and an index, from 0 below the bound. */
    static long below(long bound, long seed, long index) {
        long mixed = seed + (index + 1) * GOLDEN_GAMMA;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return Long.remainderUnsigned(mixed ^ (mixed >>> 31), bound);
    }
}
