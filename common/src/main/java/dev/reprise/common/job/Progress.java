package dev.reprise.common.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.reprise.common.wire.ShortText;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Running totals of one source of a job: a slice (what it emitted, and in a synchronous job what became of it) or a worker
 * task (what became of it). Totals, not
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
 * @param skipped events that were dropped unprocessed because the job had ended
 * @param done whether the slice is finished; false for a task, which never knows
 * @param parked what the source has parked; {@code null} when there is nothing
 * @param throttledBy what slows this source down now, in words; {@code null} for nothing
 * @param writtenAheadMicros the latest write time that lay in the future when a row was read; {@code null} for none
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
        @Nullable Parked parked,
        @Nullable String throttledBy,
        @Nullable Long writtenAheadMicros) {

    /**
     * Work that waits at the source: of a worker task, events that are taken off the topic and not processed yet, neither
     * lag nor outcomes; of a slice, the rest of its selection.
     *
     * @param events how many events the source holds now
     * @param refusal why it will not go on; {@code null} when the job is paused or they are being taken up
     * @param waitingFor what it tries again and again, in words; {@code null} for nothing
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Parked(long events, @Nullable String refusal, @Nullable String waitingFor) {
        public Parked {
            if (events < 0) {
                throw new IllegalArgumentException("a source holds " + events + " events back");
            }
            refusal = ShortText.orNull(refusal, TEXT_CHARS_MAX);
            waitingFor = ShortText.orNull(waitingFor, TEXT_CHARS_MAX);
        }

        /** Holds events back, for a reason or for none. */
        public Parked(long events, @Nullable String refusal) {
            this(events, refusal, null);
        }

        /** Holds no event; the source goes on by itself when this is over. */
        public static Parked waitingFor(String what) {
            return new Parked(0, null, what);
        }
    }

    /** What a source says in words; it becomes part of the message of the job. */
    public static final int TEXT_CHARS_MAX = 1_000;

    private static final String OF_SLICE = "slice/";

    /** As {@link Slice#id()} makes it, or the task of a worker or of an emitter. */
    private static final Pattern SOURCE =
            Pattern.compile("slice/\\d{1,9}/[^/]*/[^/]*(/\\d{1,9})?|(worker|dead-letters)/\\d{1,9}");

    public Progress {
        Objects.requireNonNull(job, "job");
        if (!SOURCE.matcher(Objects.requireNonNull(source, "source")).matches()) {
            throw new IllegalArgumentException("there is no source '" + source + "'");
        }
        counts = counts == null ? Counts.ZERO : counts;
        if (round < 0 || below < 0 || indexed < 0 || skipped < 0 || counts.anyNegative()) {
            throw new IllegalArgumentException("a total of '" + source + "' is below zero");
        }
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
                null,
                null);
    }

    /** Makes the totals of a worker task that holds nothing back. */
    public static Progress ofWorker(String job, int partition, Counts counts, long skipped) {
        return new Progress(job, "worker/" + partition, 0, counts, 0, 0, skipped, false, null, null, null);
    }

    /** Makes the totals of a task that notes dead letters for the verification. */
    public static Progress ofIndex(String job, int partition, long indexed) {
        return new Progress(job, "dead-letters/" + partition, 0, Counts.ZERO, 0, indexed, 0, false, null, null, null);
    }

    /** Returns the totals of a slice whose assets are processed where it is paged. */
    public Progress processed(Counts outcomes, long dropped) {
        return new Progress(
                job,
                source,
                round,
                counts.plus(outcomes),
                below,
                indexed,
                dropped,
                done,
                parked,
                throttledBy,
                writtenAheadMicros);
    }

    /** Returns the same totals of a source that holds events back. */
    public Progress parking(Parked now) {
        return new Progress(
                job, source, round, counts, below, indexed, skipped, done, now, throttledBy, writtenAheadMicros);
    }

    /** Returns how many events the source has parked. */
    public long parkedEvents() {
        return parked == null ? 0 : parked.events();
    }

    /** Returns the same totals with what slows their source down. */
    public Progress slowedBy(@Nullable String reason) {
        return new Progress(
                job, source, round, counts, below, indexed, skipped, done, parked, reason, writtenAheadMicros);
    }

    /** Returns the same totals of a source that has met rows whose write time lies in the future. */
    public Progress writtenAhead(@Nullable Long latestMicros) {
        return new Progress(
                job, source, round, counts, below, indexed, skipped, done, parked, throttledBy, latestMicros);
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
