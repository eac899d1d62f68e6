package dev.reprise.idproducer.emit;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.reprise.common.job.Progress;
import dev.reprise.common.job.Slice;
import dev.reprise.pipeline.result.TaskTotals;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a slice is. Stored in the same transaction as the events it counts.
 *
 * <p>Threading: immutable.
 *
 * @param slice the slice
 * @param cursor behind the last id that is dealt with, as the source of the ids understands it: that id where it is a
 *     bucket; {@code null} at the beginning
 * @param emitted events emitted
 * @param below rows found below the target
 * @param done whether the end was reached
 * @param processed what became of assets that were processed here; {@code null} where there were none
 * @param offset where the slice stands in its topic; {@code null} where an older release has taken it on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SliceCursor(
        Slice slice,
        @Nullable String cursor,
        long emitted,
        long below,
        boolean done,
        @Nullable TaskTotals processed,
        @Nullable Long offset) {

    public SliceCursor {
        Objects.requireNonNull(slice, "slice");
    }

    /** Returns the cursor of a slice that was just planned. */
    public static SliceCursor begin(Slice slice) {
        return begin(slice, null);
    }

    /**
     * Returns the cursor of a slice that was just planned.
     *
     * @param offset where it stands in its topic
     */
    public static SliceCursor begin(Slice slice, @Nullable Long offset) {
        return new SliceCursor(slice, null, 0, 0, false, null, offset);
    }

    /**
     * Moves on.
     *
     * @param to cursor behind what is dealt with now; {@code null} when there was nothing
     * @param events events emitted on the way
     * @param found rows found below the target on the way
     * @param end whether nothing is left
     */
    SliceCursor advanced(@Nullable String to, int events, int found, boolean end) {
        return new SliceCursor(
                slice, to == null ? cursor : to, emitted + events, below + found, end, processed, offset);
    }

    /** Returns the same cursor with what became of assets so far. */
    SliceCursor counting(@Nullable TaskTotals totals) {
        return new SliceCursor(slice, cursor, emitted, below, done, totals, offset);
    }

    /** Returns the totals as they are reported. */
    public Progress progress() {
        Progress progress = Progress.ofSlice(slice, emitted, below, done);
        return processed == null
                ? progress
                : progress.processed(processed.counts(), processed.skipped())
                        .writtenAhead(processed.writtenAheadMicros());
    }
}
