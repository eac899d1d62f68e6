package dev.reprise.common.job;

import dev.reprise.common.request.Mode;
import dev.reprise.common.request.Selector.ByQuery;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What emitters and workers need to know of a job, without what only people read. Of a job that is over only its state is
 * kept: every instance knows every job there ever was.
 *
 * <p>Threading: immutable.
 *
 * @param job job id
 * @param state where the job stands
 * @param ledgerClosed whether no totals of the job are waited for any more
 * @param terms how its assets are processed; {@code null} exactly when the job is over
 */
public record JobBrief(String job, JobStatus state, boolean ledgerClosed, @Nullable Terms terms) {

    /**
     * How the assets of a job that is not over are processed.
     *
     * @param mode how
     * @param outcomes whether each asset's outcome is recorded
     * @param eventsPerSecond rate of the whole job; {@code null} for no limit
     * @param emitters number of emitting tasks that hold unfinished slices
     * @param query finds the assets of a job that is selected so; {@code null} for any other
     * @param pinned what must not change while the job runs
     * @param startedAt when the job was accepted
     * @param heldTo rate of the whole job for production's sake, 0 to stand; {@code null} for no such limit
     */
    public record Terms(
            Mode mode,
            boolean outcomes,
            @Nullable Integer eventsPerSecond,
            int emitters,
            @Nullable ByQuery query,
            Pinned pinned,
            Instant startedAt,
            @Nullable Integer heldTo) {
        public Terms {
            Objects.requireNonNull(mode, "mode");
            Objects.requireNonNull(pinned, "pinned");
        }

        /** Returns the events per second of one emitting task, an equal part of the stricter rate; {@code null} for no limit. */
        public @Nullable Double share() {
            Integer rate =
                    eventsPerSecond == null || (heldTo != null && heldTo < eventsPerSecond) ? heldTo : eventsPerSecond;
            return rate == null ? null : rate / (double) Math.max(1, emitters);
        }
    }

    public JobBrief {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(state, "state");
        if (state.isFinal() != (terms == null)) {
            throw new IllegalArgumentException(
                    "a job that is " + state + " has " + (terms == null ? "no" : "") + " terms");
        }
    }

    /** Takes what is needed out of a published job. */
    public static JobBrief of(Job job) {
        return new JobBrief(
                job.job(), job.state(), job.ledgerClosed(), job.state().isFinal() ? null : terms(job));
    }

    /**
     * Returns how the assets are processed.
     *
     * @throws IllegalStateException if the job is over
     */
    public Terms openTerms() {
        if (terms == null) {
            throw new IllegalStateException("job " + job + " is " + state);
        }
        return terms;
    }

    private static Terms terms(Job job) {
        return new Terms(
                job.request().mode(),
                job.request().outcomes(),
                job.eventsPerSecond(),
                job.emitters(),
                job.request().selector() instanceof ByQuery query ? query : null,
                job.pinned(),
                job.startedAt(),
                job.heldTo());
    }
}
