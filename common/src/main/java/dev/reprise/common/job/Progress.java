package dev.reprise.common.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.reprise.common.wire.ShortText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Running totals of one source of a job: a slice (what it emitted) or a worker task (what became of it). Totals, not
 * differences, so that the topic can be compacted and a record seen twice changes nothing.
 *
 * <p>Threading: immutable.
 *
 * @param job job id
 * @param source a slice id or a task name, unique within the job
 * @param round round of the slice; 0 for a task, which counts over all rounds
 * @param counts what this source counted since the job began
 * @param below rows this slice found below the target; 0 elsewhere
 * @param indexed dead letters of the job that this source has noted for the verification; 0 elsewhere
 * @param skipped events that were dropped unprocessed because the job had ended; 0 for a slice
 * @param done whether the slice is finished; false for a task, which never knows
 * @param held what the source keeps back; {@code null} when there is nothing
 * @param throttledBy what slows this source down now, in words; {@code null} for nothing
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Progress(
        String job,
        String source,
        int round,
        Counts counts,
        long below,
        long indexed,
        long skipped,
        boolean done,
        @Nullable Held held,
        @Nullable String throttledBy) {

    /**
     * Work that waits at the source: of a worker task, events that are taken off the topic and not processed yet, neither
     * lag nor outcomes; of a slice, the rest of its selection.
     *
     * @param events how many events the source holds now
     * @param refusal why it will not go on; {@code null} when the job is paused or they are being taken up
     */
    public record Held(long events, @Nullable String refusal) {
        public Held {
            refusal = ShortText.orNull(refusal, TEXT_CHARS_MAX);
        }
    }

    /** What a source says in words; it becomes part of the message of the job. */
    public static final int TEXT_CHARS_MAX = 1_000;

    private static final String OF_SLICE = "slice/";

    public Progress {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(source, "source");
        counts = counts == null ? Counts.ZERO : counts;
        throttledBy = ShortText.orNull(throttledBy, TEXT_CHARS_MAX);
    }

    /** Makes the totals of a slice. */
    public static Progress ofSlice(Slice slice, long emitted, long below, boolean done) {
        return new Progress(
                slice.job(),
                OF_SLICE + slice.id(),
                slice.round(),
                Counts.emitted(emitted),
                below,
                0,
                0,
                done,
                null,
                null);
    }

    /** Makes the totals of a worker task that holds nothing back. */
    public static Progress ofWorker(String job, int partition, Counts counts, long skipped) {
        return new Progress(job, "worker/" + partition, 0, counts, 0, 0, skipped, false, null, null);
    }

    /** Makes the totals of a task that notes dead letters for the verification. */
    public static Progress ofIndex(String job, int partition, long indexed) {
        return new Progress(job, "dead-letters/" + partition, 0, Counts.ZERO, 0, indexed, 0, false, null, null);
    }

    /** Returns the same totals of a source that holds events back. */
    public Progress holding(Held now) {
        return new Progress(job, source, round, counts, below, indexed, skipped, done, now, throttledBy);
    }

    /** Returns how many events the source holds back. */
    public long setAside() {
        return held == null ? 0 : held.events();
    }

    /** Returns the same totals with what slows their source down. */
    public Progress slowedBy(@Nullable String reason) {
        return new Progress(job, source, round, counts, below, indexed, skipped, done, held, reason);
    }

    /** Returns whether the source is a slice. */
    @JsonIgnore
    public boolean isOfSlice() {
        return source.startsWith(OF_SLICE);
    }

    /** Returns the key in {@code reprocess-progress}. */
    public String key() {
        return job + "/" + source;
    }
}
