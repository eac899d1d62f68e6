package dev.reprise.worker.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.job.Counts;

/**
 * What one task has counted of one job since it began.
 *
 * <p>Threading: immutable.
 *
 * @param counts outcomes; nothing is emitted here
 * @param skipped events dropped because the job had ended
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobTotals(Counts counts, long skipped) {

    /** Nothing counted. */
    public static final JobTotals ZERO = new JobTotals(Counts.ZERO, 0);

    /** Returns these totals with one result more; a refusal is none, since the event has still to come to its own. */
    public JobTotals plus(Result result) {
        if (result instanceof Result.Refused) {
            return this;
        }
        if (result instanceof Result.Done done) {
            return new JobTotals(counts.plus(done.outcome()), skipped);
        }
        if (result instanceof Result.Failed) {
            return new JobTotals(counts.plus(Outcome.FAILED), skipped);
        }
        if (result instanceof Result.Previewed previewed) {
            return new JobTotals(counts.plus(previewed.preview().outcome()), skipped);
        }
        return new JobTotals(counts, skipped + 1);
    }
}
