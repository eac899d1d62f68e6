package dev.reprise.idproducer.jobs;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Pending;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.RequestDigest;
import dev.reprise.common.request.Selector;
import dev.reprise.common.wire.Json;
import dev.reprise.common.wire.ShortText;
import dev.reprise.service.config.ProcessorLimits;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the coordinator keeps of a job that it leads. The counts follow from the totals of the sources, see {@link JobLedger}.
 * Bound: the request stands in it once, and every text that is added has a bound, so that the record fits into a topic
 * for as long as the job is led, see {@link #bytesMost()}.
 *
 * <p>Threading: immutable.
 *
 * @param request as accepted, with the rate as it was last throttled
 * @param digest of the request as submitted; what a repeated request is compared with
 * @param pinned what must not change, resolved when the job was accepted
 * @param phase the state
 * @param unmigrated found by the last complete verification; {@code null} before
 * @param startedAt when the request was accepted
 * @param forgivenFailures failures that no longer count against the error budget, since the job was resumed
 * @param message why the job is where it is
 * @param finalCounts the ledger of a job that an older release has closed; {@code null} otherwise
 */
public record JobRecord(
        Request.Submit request,
        @JsonAlias("submitted") @JsonDeserialize(using = DigestReader.class) String digest,
        Pinned pinned,
        Phase phase,
        @Nullable Long unmigrated,
        Instant startedAt,
        long forgivenFailures,
        @Nullable String message,
        @Nullable Counts finalCounts)
        implements StoredJob {

    /** Two texts of a request, of 1,000 characters each, and what we say beside them. */
    static final int MESSAGE_CHARS_MAX = 3_000;

    /** What the record of a job grows by at most: its message, and a number for each emitting task. */
    private static final int GROWTH_BYTES_MAX = 64 * 1024;

    public JobRecord {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(pinned, "pinned");
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(startedAt, "startedAt");
        message = ShortText.orNull(message, MESSAGE_CHARS_MAX);
    }

    /** Makes the record of a job that was just accepted. */
    static JobRecord accepted(Request.Submit submit, Pinned pinned, Instant now) {
        return new JobRecord(
                submit,
                RequestDigest.of(submit),
                pinned,
                new Phase.Planning(Scan.FIRST, now),
                null,
                now,
                0,
                null,
                null);
    }

    @Override
    public String id() {
        return request.job();
    }

    @Override
    public JobStatus state() {
        return phase.status();
    }

    @Override
    public Collection<String> assetTypes() {
        return pinned.pending().keySet().stream()
                .filter(type -> !type.equals(Pinned.EVERY_TYPE))
                .toList();
    }

    /** Returns the job behind a fence of its own, if it writes. */
    JobRecord behind(int fence) {
        return !Conflicts.writes(this)
                ? this
                : new JobRecord(
                        request,
                        digest,
                        pinned.behind(fence),
                        phase,
                        unmigrated,
                        startedAt,
                        forgivenFailures,
                        message,
                        finalCounts);
    }

    /** Returns whether its processor compares the result with the rows, and finishes it. */
    boolean isCompared() {
        return request.mode().writes() && pinned.isCompared();
    }

    /** Returns whether it ends without being finished, if that is still possible. */
    boolean isBeingCancelled() {
        Phase.Concluding concluding = phase instanceof Phase.Open open ? open.concluding() : null;
        return concluding != null && concluding.cancelled() != null;
    }

    /** Returns how many rows are left, in words that a reason follows. */
    String left(long rows) {
        boolean deletes = pinned.pending().values().stream().anyMatch(Pending.StillThere.class::isInstance);
        return rows + (deletes ? " rows are still there: " : " rows are still below the target: ");
    }

    @Override
    public JobSubject subject() {
        return JobSubject.of(request);
    }

    /** Returns how large the largest record of this job may become, stored or published, in bytes. */
    int bytesMost() {
        byte[] published = Json.bytes(published(new JobLedger(affinityKey -> 0), startedAt));
        return Math.max(Json.bytes(this).length, published.length) + GROWTH_BYTES_MAX;
    }

    JobRecord in(Phase next, @Nullable String why) {
        return new JobRecord(request, digest, pinned, next, unmigrated, startedAt, forgivenFailures, why, finalCounts);
    }

    JobRecord found(long below) {
        return new JobRecord(request, digest, pinned, phase, below, startedAt, forgivenFailures, message, finalCounts);
    }

    JobRecord forgiving(long failures) {
        return new JobRecord(request, digest, pinned, phase, unmigrated, startedAt, failures, message, finalCounts);
    }

    JobRecord throttled(@Nullable Integer eventsPerSecond, @Nullable String why) {
        Request.Submit changed = request.withEventsPerSecond(eventsPerSecond);
        return new JobRecord(changed, digest, pinned, phase, unmigrated, startedAt, forgivenFailures, why, finalCounts);
    }

    /** Returns the job at no higher rate than its processors may have. */
    JobRecord within(ProcessorLimits limits) {
        Integer most = limits.of(request.processor()).eventsPerSecondMax();
        Integer asked = request.limits().eventsPerSecond();
        return most == null || (asked != null && asked <= most) ? this : throttled(most, message);
    }

    /** Returns the job with its numbers in its message where they do not add up; a failed job has told them before. */
    JobRecord accountedFor(Counts counts) {
        if (counts.balanced() || state() == JobStatus.FAILED) {
            return this;
        }
        String broken = "the ledger does not close: " + counts;
        return in(phase, message == null ? broken : message + "; " + broken);
    }

    /** Returns what is kept once nothing more is counted. */
    ClosedJob closed(Counts counts) {
        return new ClosedJob(
                id(),
                digest,
                state(),
                counts,
                subject(),
                assetTypes().stream().sorted().toList());
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
    Job published(JobLedger ledger, Instant now) {
        int emitters =
                phase instanceof Phase.Scanning scanning ? ledger.tasksWithOpenSlices(scanning.slicesByTask()) : 0;
        var job = new Job(
                id(),
                phase.status(),
                request,
                slices(ledger),
                ledger.counts(),
                round(),
                unmigrated,
                startedAt,
                now,
                phase instanceof Phase.Ended ended ? ended.at() : null,
                message == null && phase.status().emits() ? ledger.throttledBy() : message,
                pinned,
                emitters);
        return phase instanceof Phase.Open ? job.heldTo(ledger.priority().heldTo()) : job;
    }

    private Job.Slices slices(JobLedger ledger) {
        return phase instanceof Phase.Open open
                ? new Job.Slices(open.planned(), Math.min(open.planned(), ledger.slicesDone()), open.assets())
                : ((Phase.Ended) phase).slices();
    }

    private int round() {
        return phase instanceof Phase.Open open
                ? open.scan().round()
                : ((Phase.Ended) phase).scan().round();
    }
}
