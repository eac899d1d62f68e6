package dev.reprise.idproducer.jobs;

import dev.reprise.common.job.Job;
import java.time.Instant;

/**
 * How an open job stands, for the operators.
 *
 * <p>Threading: immutable.
 *
 * @param job as it is published
 * @param since when it came into its state, or when this instance took it over
 * @param heldUpBy what keeps it from going faster
 * @param budgetUsed failures as a part of those allowed; not a number when no limit is set
 * @param parked events that workers keep back
 */
public record JobStanding(Job job, Instant since, HeldUpBy heldUpBy, double budgetUsed, long parked) {

    /** What keeps a job from going faster than it does. */
    public enum HeldUpBy {
        /** Something is tried again and again, or nothing is heard of events under way. */
        WAITING("waiting"),
        /** It gives way to production. */
        PRODUCTION("production"),
        /** A worker has less in flight than it could have. */
        THROTTLED("throttled"),
        /** Nothing that is known. */
        NOTHING("nothing");

        private final String word;

        HeldUpBy(String word) {
            this.word = word;
        }

        /** Returns the word for metrics. */
        public String word() {
            return word;
        }
    }
}
