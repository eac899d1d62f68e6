package dev.reprise.idproducer.production;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a signal means for a job.
 *
 * <p>Threading: immutable.
 *
 * @param kind what the job does about it
 * @param ratio how far production is from what it should be: 2 is twice as slow; 1 where nothing is measured
 * @param words what was measured, for people; {@code null} for nothing
 */
public record Verdict(Kind kind, double ratio, @Nullable String words) {

    /** Nothing is in the way. */
    public static final Verdict FREE = new Verdict(Kind.FREE, 1, null);

    /** What a job does, from the mildest to the strictest. */
    public enum Kind {
        /** Goes faster. */
        FREE,
        /** Stays as fast as it is: production is near its bound, or nothing is known yet. */
        STAY,
        /** Goes slower. */
        SLOW,
        /** Stands. */
        HOLD
    }

    /** Below this part of the bound a job goes faster. The room above keeps it from swinging about the bound. */
    private static final double ROOM = 0.8;

    public Verdict {
        Objects.requireNonNull(kind, "kind");
    }

    /** Judges a measurement by its ratio to the bound. */
    public static Verdict of(double ratio, String words) {
        Kind kind = ratio > 1 ? Kind.SLOW : ratio > ROOM ? Kind.STAY : Kind.FREE;
        return new Verdict(kind, ratio, words);
    }

    /** Makes a job stay as it is. */
    public static Verdict stay(String words) {
        return new Verdict(Kind.STAY, 1, words);
    }

    /** Makes a job stand. */
    public static Verdict hold(String words) {
        return new Verdict(Kind.HOLD, 1, words);
    }

    /** Returns the stricter one of two; of two alike that which is farther from its bound. */
    Verdict stricter(Verdict other) {
        int order = kind.compareTo(other.kind);
        if (order != 0) {
            return order > 0 ? this : other;
        }
        boolean isOther = words == null || (other.words != null && other.ratio > ratio);
        return isOther ? other : this;
    }
}
