package dev.reprise.idproducer.production;

import dev.reprise.common.request.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Production goes first: what one job is held to for its sake, and why. The rate is judged once a second; a signal to stand,
 * and its end, are felt at once.
 *
 * <p>Threading: immutable.
 *
 * @param rate what the job may have when it does not stand; {@code null} for no limit
 * @param heldTo events per second that it may have now; {@code null} for no limit
 * @param words what keeps it from going faster; {@code null} for nothing
 * @param judgedAt when the rate was judged last
 * @param emitted events of the job by then
 */
public record ProductionPriority(
        @Nullable AimdRate rate, @Nullable Integer heldTo, @Nullable String words, Instant judgedAt, long emitted) {

    /** Nothing is known, so nothing is held back. */
    public static final ProductionPriority NONE = new ProductionPriority(null, null, null, Instant.EPOCH, 0);

    /** So often a rate is judged: a second of the canary is just enough to conclude from. */
    static final Duration JUDGED_EVERY = Duration.ofSeconds(1);

    /** From this part of its rate on, a job is as fast as it may be. */
    private static final double AT_LIMIT = 0.8;

    private static final double SECOND_MILLIS = 1_000;

    /** What a job is about. */
    public enum Activity {
        /** It is paused, or over: nobody asks the signals for it. */
        RESTS,
        /** It is between two rounds. */
        PLANS,
        /** It emits what it finds, so that its events tell how much of its rate it uses. */
        EMITS,
        /** It reads what it has done, and emits hardly any event. */
        VERIFIES
    }

    /**
     * A job as it is when it is judged.
     *
     * @param emitted events so far
     */
    public record JobNow(Limits limits, Activity activity, long emitted) {}

    /** Returns whether something is held back or freed by going over to the other one. */
    public boolean differs(ProductionPriority other) {
        return !Objects.equals(heldTo, other.heldTo) || !Objects.equals(words, other.words);
    }

    /** Judges the job anew, if it is time to. */
    public ProductionPriority next(Production production, ProductionTerms terms, JobNow job, Instant now) {
        if (!terms.needsSignals(job.limits())) {
            return NONE;
        }
        int least = terms.leastPerSecond();
        AimdRate before = !terms.steers(job.limits()) ? null : rate == null ? AimdRate.begin(least, now) : rate;
        boolean stands = heldTo != null && heldTo == 0;
        AimdRate fromBelow = before == null || stands ? before : before.again(least, now);
        if (job.activity() == Activity.RESTS) {
            // It stands until the signals have answered again.
            return new ProductionPriority(fromBelow, 0, null, now, job.emitted());
        }
        Verdict verdict =
                production.judge(terms.target(job.limits()), before == null ? Instant.EPOCH : before.judgedFrom());
        if (verdict.kind() == Verdict.Kind.HOLD) {
            return new ProductionPriority(fromBelow, 0, verdict.words(), now, job.emitted());
        }
        if (before == null) {
            return new ProductionPriority(null, null, null, now, job.emitted());
        }
        if (rate == null || stands || job.activity() == Activity.PLANS) {
            return new ProductionPriority(before, before.rounded(), null, now, job.emitted());
        }
        return now.isBefore(judgedAt.plus(JUDGED_EVERY)) ? this : judged(before, verdict, job, new Step(least, now));
    }

    /** When a step is made, and how slow it may become. */
    private record Step(int least, Instant now) {}

    private ProductionPriority judged(AimdRate before, Verdict verdict, JobNow job, Step step) {
        OptionalDouble used = job.activity() == Activity.EMITS ? used(job, step.now()) : OptionalDouble.empty();
        AimdRate after = before.next(verdict, used, step.least(), step.now());
        boolean isBelow = used.isPresent() && used.getAsDouble() < AT_LIMIT * before.perSecond();
        boolean isTold = verdict.words() != null && (verdict.kind() == Verdict.Kind.SLOW || !isBelow);
        return new ProductionPriority(
                after,
                after.rounded(),
                isTold ? verdict.words() + bound(verdict, before, after, step.least()) : null,
                step.now(),
                job.emitted());
    }

    private OptionalDouble used(JobNow job, Instant now) {
        long millis = Math.max(1, Duration.between(judgedAt, now).toMillis());
        return OptionalDouble.of((job.emitted() - emitted) * SECOND_MILLIS / millis);
    }

    private static String bound(Verdict verdict, AimdRate before, AimdRate after, int least) {
        return verdict.kind() == Verdict.Kind.SLOW && before.rounded() <= least
                ? ", though the job does no more than its least rate of " + least + "/s"
                : "; at most " + after.rounded() + "/s now";
    }
}
