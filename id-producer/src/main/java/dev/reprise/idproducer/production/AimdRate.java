package dev.reprise.idproducer.production;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * A rate by additive increase and multiplicative decrease, as TCP finds what a network takes (Chiu and Jain 1989; RFC
 * 5681): slow start, then steps, and a cut when it was too much. The cut follows the gradient of the latency, at most
 * by a half, as in Netflix' concurrency-limits.
 *
 * <ul>
 *   <li>Below the knee the rate doubles with each step; above it, it rises by a sixteenth of the knee.
 *   <li>When production is too slow, the rate falls to what was really used times target / latency, but no more than by
 *       half and no less than by a tenth. That is the new knee.
 *   <li>A rate at twice the knee shows that the knee lies elsewhere by now. It doubles again until it finds it. So one
 *       bad minute does not keep a job slow for an hour.
 *   <li>At the least rate, the job is not what makes production slow. So a cut down to it finds no knee, and the rate doubles
 *       from there.
 *   <li>A rate that is not used does not rise (RFC 7661): nothing is known of what is above it.
 * </ul>
 *
 * <p>It has no clock: time comes with each step. Threading: immutable. Bounds: the least rate and {@link #MOST}.
 *
 * @param perSecond the rate, in events per second
 * @param knee where too much was found last; infinite while it is looked for
 * @param judgedFrom what was measured before belongs to a higher rate
 */
record AimdRate(double perSecond, double knee, Instant judgedFrom) {

    /** More than any deployment does. */
    static final double MOST = 1_000_000;

    /**
     * A lower rate reaches the emitters within a second, and what they have emitted before is worked off in another one or two, see {@code
     * Backlog}. A cut is not judged by what it has not reached yet.
     */
    static final Duration SETTLES_WITHIN = Duration.ofSeconds(2);

    private static final double STEPS_TO_DOUBLE = 16;
    private static final double CUT_MOST = 0.5;
    private static final double CUT_LEAST = 0.9;

    /** A limit counts as used from this part on. */
    private static final double USED = 0.5;

    /** Begins at the least rate. */
    static AimdRate begin(double least, Instant now) {
        return new AimdRate(least, Double.POSITIVE_INFINITY, now);
    }

    /** Returns the rate in whole events. */
    int rounded() {
        return (int) Math.round(perSecond);
    }

    /** Begins again at the least rate, since nothing was tried for a while; what is known of the knee stays. */
    AimdRate again(double least, Instant now) {
        boolean isTried = Double.isInfinite(knee) && perSecond > least;
        return new AimdRate(least, isTried ? perSecond : knee, now);
    }

    /**
     * Goes a step.
     *
     * @param used events per second since the last step; empty where nobody can tell
     */
    AimdRate next(Verdict verdict, OptionalDouble used, double least, Instant now) {
        return switch (verdict.kind()) {
            case SLOW -> cut(verdict.ratio(), used, least, now);
            case FREE -> used.isPresent() && used.getAsDouble() < USED * perSecond ? this : raised();
            case STAY -> this;
            case HOLD -> again(least, now);
        };
    }

    private AimdRate cut(double ratio, OptionalDouble used, double least, Instant now) {
        double from = used.isPresent() ? Math.min(perSecond, Math.max(least, used.getAsDouble())) : perSecond;
        double to = Math.max(least, from * Math.min(CUT_LEAST, Math.max(CUT_MOST, 1 / ratio)));
        return new AimdRate(to, to > least ? to : Double.POSITIVE_INFINITY, now.plus(SETTLES_WITHIN));
    }

    private AimdRate raised() {
        if (perSecond < knee) {
            return new AimdRate(Math.min(MOST, Math.min(knee, 2 * perSecond)), knee, judgedFrom);
        }
        double to = Math.min(MOST, perSecond + knee / STEPS_TO_DOUBLE);
        return new AimdRate(to, to >= 2 * knee ? Double.POSITIVE_INFINITY : knee, judgedFrom);
    }
}
