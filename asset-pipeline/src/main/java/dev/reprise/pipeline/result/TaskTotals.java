package dev.reprise.pipeline.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.job.Counts;
import org.jspecify.annotations.Nullable;

/**
 * What one task has counted of one job since it began.
 *
 * <p>Threading: immutable.
 *
 * @param counts outcomes; nothing is emitted here
 * @param skipped events dropped because the job had ended
 * @param writtenAheadMicros the latest write time of a row that lay in the future; {@code null} when none did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TaskTotals(Counts counts, long skipped, @Nullable Long writtenAheadMicros) {

    /** Nothing counted. */
    public static final TaskTotals ZERO = new TaskTotals(Counts.ZERO, 0, null);

    /** Returns these totals with one outcome more. */
    TaskTotals plus(Outcome outcome) {
        return new TaskTotals(counts.plus(outcome), skipped, writtenAheadMicros);
    }

    /** Returns these totals with one event more that was dropped because the job had ended. */
    TaskTotals plusSkipped() {
        return new TaskTotals(counts, skipped + 1, writtenAheadMicros);
    }

    /** Returns these totals with a row that was written in the future. */
    TaskTotals writtenAhead(long atMicros) {
        Long before = writtenAheadMicros;
        return new TaskTotals(counts, skipped, before == null ? atMicros : Math.max(before, atMicros));
    }
}
