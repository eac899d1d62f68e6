package dev.reprise.common.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.reprise.common.request.Request;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of a job as it stands in {@code reprocess-jobs}. Written by the coordinator alone.
 *
 * <p>Threading: immutable.
 *
 * @param job job id
 * @param state where the job stands
 * @param request what was asked for, with the rate as it was last throttled
 * @param slices how far the planned slices are
 * @param counts the ledger
 * @param round 1 for the first pass over the selection, one more for each verification that emits
 * @param unmigrated rows the last verification found below the target and without a dead letter; {@code null} before
 * @param startedAt when the request was accepted
 * @param updatedAt when this record was made
 * @param endedAt when the job came to its final state; {@code null} before
 * @param message why the job is where it is; {@code null} when there is nothing to say
 * @param pinned what must not change while the job runs, such as the number behind {@code "latest"}
 * @param emitters number of emitting tasks that hold unfinished slices; each takes its share of the rate
 * @param ledgerClosed whether the job is over and no totals of it are waited for any more; absent for no
 * @param heldTo events per second that the job may have for production's sake, 0 while it stands; {@code null} for no such
 *     limit
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Job(
        String job,
        JobStatus state,
        Request.Submit request,
        Slices slices,
        Counts counts,
        int round,
        @Nullable Long unmigrated,
        Instant startedAt,
        Instant updatedAt,
        @Nullable Instant endedAt,
        @Nullable String message,
        Pinned pinned,
        int emitters,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean ledgerClosed,
        @Nullable Integer heldTo) {

    /** Creates the state of a job whose ledger is open. */
    public Job(
            String job,
            JobStatus state,
            Request.Submit request,
            Slices slices,
            Counts counts,
            int round,
            @Nullable Long unmigrated,
            Instant startedAt,
            Instant updatedAt,
            @Nullable Instant endedAt,
            @Nullable String message,
            Pinned pinned,
            int emitters) {
        this(
                job,
                state,
                request,
                slices,
                counts,
                round,
                unmigrated,
                startedAt,
                updatedAt,
                endedAt,
                message,
                pinned,
                emitters,
                false,
                null);
    }

    /**
     * How far the planned slices of the current round are.
     *
     * @param planned slices of the round
     * @param done slices whose events are all emitted
     * @param assets assets that the slices of the first round hold, as counted when they were planned; {@code null} where
     *     nobody knows before they are paged
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Slices(int planned, int done, @Nullable Long assets) {

        /** Creates the progress of slices whose assets nobody has counted. */
        public Slices(int planned, int done) {
            this(planned, done, null);
        }
    }

    public Job {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(slices, "slices");
        Objects.requireNonNull(counts, "counts");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(updatedAt, "updatedAt");
        Objects.requireNonNull(pinned, "pinned");
    }

    /** Returns the same job with its ledger closed for good. */
    public Job withLedgerClosed() {
        return with(true, null);
    }

    /** Returns the same job, held to a rate for production's sake; {@code null} for no such limit. */
    public Job heldTo(@Nullable Integer perSecond) {
        return with(ledgerClosed, perSecond);
    }

    private Job with(boolean closed, @Nullable Integer perSecond) {
        return new Job(
                job,
                state,
                request,
                slices,
                counts,
                round,
                unmigrated,
                startedAt,
                updatedAt,
                endedAt,
                message,
                pinned,
                emitters,
                closed,
                perSecond);
    }

    /** Returns the rate that was asked for, for the whole job in events per second, or {@code null} for none. */
    @JsonIgnore
    public @Nullable Integer eventsPerSecond() {
        return request.limits().eventsPerSecond();
    }
}
