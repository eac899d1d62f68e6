package dev.reprise.assets;

import java.util.Random;

/** Randomness for property tests: the seed is printed, and {@code -Dreprise.seed=N} runs one again. */
public final class SeededRandom {

    private SeededRandom() {}

    public static Random of(String property) {
        long seed = Long.getLong("reprise.seed", System.nanoTime());
        System.out.println(property + ": seed " + seed);
        return new Random(seed);
    }
}
