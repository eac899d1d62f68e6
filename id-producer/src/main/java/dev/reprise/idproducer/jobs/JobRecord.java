package dev.reprise.idproducer.jobs;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.Selector;
import dev.reprise.idproducer.plan.ResolvedProcessor;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the coordinator keeps of a job. The counts are kept only at the end; before, they follow from the totals of the
 * sources, see {@link Tally}.
 *
 * <p>Threading: immutable.
 *
 * @param request as accepted, with the rate as it was last throttled
 * @param submitted as accepted, unchanged; what a repeated request is compared with
 * @param processor resolved when the job was accepted
 * @param phase the state
 * @param belowTarget found by the last complete verification; {@code null} before
 * @param startedAt when the request was accepted
 * @param forgivenFailures failures that no longer count against the error budget, since the job was resumed
 * @param message why the job is where it is
 * @param finalCounts the ledger once it is closed; {@code null} before
 */
public record JobRecord(
        Request.Submit request,
        Request.Submit submitted,
        ResolvedProcessor processor,
        Phase phase,
        @Nullable Long belowTarget,
        Instant startedAt,
        long forgivenFailures,
        @Nullable String message,
        @Nullable Counts finalCounts) {

    public JobRecord {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(submitted, "submitted");
        Objects.requireNonNull(processor, "processor");
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(startedAt, "startedAt");
    }

    /** Makes the record of a job that was just accepted. */
    static JobRecord accepted(Request.Submit submit, ResolvedProcessor processor, Instant now) {
        return new JobRecord(submit, submit, processor, new Phase.Planning(Scan.FIRST, now), null, now, 0, null, null);
    }

    String id() {
        return request.job();
    }

    JobRecord in(Phase next, @Nullable String why) {
        return new JobRecord(
                request, submitted, processor, next, belowTarget, startedAt, forgivenFailures, why, finalCounts);
    }

    JobRecord found(long below) {
        return new JobRecord(
                request, submitted, processor, phase, below, startedAt, forgivenFailures, message, finalCounts);
    }

    JobRecord forgiving(long failures) {
        return new JobRecord(
                request, submitted, processor, phase, belowTarget, startedAt, failures, message, finalCounts);
    }

    JobRecord throttled(@Nullable Integer eventsPerSecond, @Nullable String why) {
        Request.Submit changed = request.withEventsPerSecond(eventsPerSecond);
        return new JobRecord(
                changed, submitted, processor, phase, belowTarget, startedAt, forgivenFailures, why, finalCounts);
    }

    JobRecord closed(Counts counts) {
        return new JobRecord(
                request, submitted, processor, phase, belowTarget, startedAt, forgivenFailures, message, counts);
    }

    /**
     * Returns what a person should know where the assets were named, by ids, a query or dead letters, and not one of them
     * was found; {@code null} otherwise.
     */
    @Nullable
    String nothingFound(Counts counts) {
        boolean named = !(request.selector() instanceof Selector.ByType);
        return named && counts.emitted() > 0 && counts.gone() == counts.emitted()
                ? "none of the " + counts.gone()
                        + " assets was found in its bucket: they are deleted or of another type, or"
                        + " the tables are filled by another function of the id than reprise.assets.bucket-pattern, see"
                        + " reprise.assets.bucket-by-id"
                : null;
    }

    /** Returns the record as everybody may read it. */
    Job published(Tally tally, Instant now) {
        Counts counts = finalCounts == null ? tally.counts() : finalCounts;
        int emitters =
                phase instanceof Phase.Scanning scanning ? tally.tasksWithOpenSlices(scanning.slicesByTask()) : 0;
        return new Job(
                id(),
                phase.status(),
                request,
                slices(tally),
                counts,
                round(),
                belowTarget,
                startedAt,
                now,
                phase instanceof Phase.Ended ended ? ended.at() : null,
                message == null && phase.status().emits() ? tally.throttledBy() : message,
                processor.spec(),
                processor.checksums(),
                emitters);
    }

    private Job.Slices slices(Tally tally) {
        return phase instanceof Phase.Open open
                ? new Job.Slices(open.planned(), Math.min(open.planned(), tally.slicesDone()), open.assets())
                : ((Phase.Ended) phase).slices();
    }

    private int round() {
        return phase instanceof Phase.Open open
                ? open.scan().round()
                : ((Phase.Ended) phase).scan().round();
    }
}
