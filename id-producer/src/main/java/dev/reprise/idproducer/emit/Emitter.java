package dev.reprise.idproducer.emit;

import dev.reprise.common.async.Cancellation;
import dev.reprise.common.async.Finished;
import dev.reprise.common.job.JobBrief;
import dev.reprise.common.job.Progress;
import dev.reprise.common.job.Slice;
import dev.reprise.common.request.Mode;
import dev.reprise.idproducer.read.GuardedReads;
import dev.reprise.idproducer.read.UnreadableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Emits the events of the slices that one task holds: a few slices of each job at a time, jobs in turn, each at its
 * share of its rate, all together within what the workers can take.
 *
 * <p>Threading: one thread, the one that gives the output its transaction.
 */
public final class Emitter {

    private static final Logger LOG = LoggerFactory.getLogger(Emitter.class);

    /** Slices of one job that are paged at once; two keep the database busy while one page is emitted. */
    private static final int OPEN_SLICES_MAX = 2;

    /** A page that could not be read is tried again after this. */
    private static final Duration READ_AGAIN_AFTER = Duration.ofSeconds(1);

    /** A page that could not be read for so long is told in the message of the job. */
    static final Duration UNREAD_TOLD_AFTER = Duration.ofMinutes(1);

    /** Totals are reported this often while a slice is under way. */
    private static final Duration REPORT_INTERVAL = Duration.ofMillis(500);

    /** A verification reads a page of versions for the work of the database that a few events are. */
    private static final double SCANNED_PER_EVENT = 16;

    /** One look emits at most this much of a job, so that jobs take turns within one commit. */
    private static final int TURN_EVENTS_MAX = 4_096;

    private final Pages pages;
    private final InPlace inPlace;
    private final Backlog backlog;
    private final Function<String, Optional<JobBrief>> jobs;
    private final LongSupplier nanoTime;
    private final EmitterOutput output;
    private final Map<String, JobSlices> slicesByJob = new LinkedHashMap<>();

    private final Cancellation cancellation = new Cancellation();

    /**
     * Creates an emitter that holds nothing yet.
     *
     * @param pages how ids are read
     * @param inPlace processes assets of synchronous jobs
     * @param jobs the state of a job as it was last committed
     * @param nanoTime a clock that only goes forward
     */
    public Emitter(
            Pages pages,
            InPlace inPlace,
            Backlog backlog,
            Function<String, Optional<JobBrief>> jobs,
            LongSupplier nanoTime,
            EmitterOutput output) {
        this.pages = pages;
        this.inPlace = inPlace;
        this.backlog = backlog;
        this.jobs = jobs;
        this.nanoTime = nanoTime;
        this.output = output;
    }

    /** The slices of one job, with what paces them. */
    private static final class JobSlices {
        private final Map<String, SliceCursor> waiting = new LinkedHashMap<>();
        private final Map<String, OpenSlice> open = new LinkedHashMap<>();
        private final Map<String, SliceCursor> done = new LinkedHashMap<>();
        private final List<SliceCursor> unreported = new ArrayList<>();
        private final RateLimiter rateLimiter;
        private long readAgainAtNanos;
        private long reportedAtNanos;
        private boolean dirty;

        /** Rows that this turn has passed over. */
        private int scanned;

        JobSlices(long nowNanos) {
            this.rateLimiter = new RateLimiter(nowNanos);
            this.reportedAtNanos = nowNanos;
            this.readAgainAtNanos = nowNanos;
        }
    }

    /** Takes on a planned slice, or takes a stored one up again; a slice that is held already changes nothing. */
    public void hold(SliceCursor cursor) {
        Slice slice = cursor.slice();
        JobSlices job = slicesByJob.computeIfAbsent(slice.job(), id -> new JobSlices(nanoTime.getAsLong()));
        if (job.open.containsKey(slice.id()) || job.done.containsKey(slice.id())) {
            return;
        }
        if (cursor.done()) {
            job.done.put(slice.id(), cursor);
            // Its totals may not have been reported before a restart: reporting them again is harmless.
            job.unreported.add(cursor);
            job.dirty = true;
        } else {
            job.waiting.putIfAbsent(slice.id(), cursor);
        }
    }

    /** Returns whether slices of a job are held, as they are from the first that is planned until the job is over. */
    public boolean holds(String job) {
        return slicesByJob.containsKey(job);
    }

    /** Emits what may be emitted now; to be called many times a second. */
    public void tick() {
        int turns = (int) slicesByJob.keySet().stream().filter(this::mayEmit).count();
        for (String id : List.copyOf(slicesByJob.keySet())) {
            JobSlices slices = slicesByJob.get(id);
            Optional<JobBrief> job = jobs.apply(id);
            if (slices == null || job.isEmpty()) {
                continue;
            }
            if (job.get().state().isFinal()) {
                if (!settle(slices)) {
                    continue;
                }
                slices.waiting.values().stream()
                        .filter(cursor -> cursor.emitted() > 0)
                        .forEach(slices.unreported::add);
                report(slices);
                forget(id, slices);
            } else if (job.get().state().emits()) {
                emit(job.get(), slices, turns--);
            } else {
                // What failed before a pause may be fixed when the job goes on, and then its totals say nothing of it.
                slices.open.values().forEach(OpenSlice::forgetFailure);
                slices.dirty = true;
            }
        }
        rotate();
    }

    /** What is being processed when a job ends still counts. */
    private boolean settle(JobSlices slices) {
        boolean settled = true;
        for (OpenSlice slice : slices.open.values()) {
            boolean isSettled = slice.settle(output) || slice.takeFailure() != null;
            settled &= isSettled;
        }
        return settled;
    }

    /** Begins nothing more: the task goes to another instance. */
    public void close() {
        cancellation.cancel();
    }

    private boolean mayEmit(String job) {
        return jobs.apply(job).filter(one -> one.state().emits()).isPresent();
    }

    /**
     * Gives a job its turn.
     *
     * @param turns how many jobs have theirs still to come, this one included
     */
    private void emit(JobBrief job, JobSlices slices, int turns) {
        long now = nanoTime.getAsLong();
        if (now - slices.readAgainAtNanos >= 0) {
            fill(job, slices);
            Double share = job.openTerms().share();
            boolean isQueued = job.openTerms().mode() != Mode.SYNCHRONOUS;
            int permits = Math.min(
                    slices.rateLimiter.available(share, now),
                    isQueued ? Math.min(TURN_EVENTS_MAX, backlog.share(this, turns)) : TURN_EVENTS_MAX);
            slices.scanned = 0;
            int emitted = emit(slices, permits, now);
            if (share != null) {
                boolean isHeld = job.openTerms().heldTo() != null;
                slices.rateLimiter.take(emitted + (isHeld ? slices.scanned / SCANNED_PER_EVENT : 0));
            }
            if (isQueued) {
                backlog.take(emitted);
            }
        }
        if (slices.dirty && now - slices.reportedAtNanos >= REPORT_INTERVAL.toNanos()) {
            report(slices);
        }
    }

    private int emit(JobSlices slices, int permits, long now) {
        int emitted = 0;
        for (OpenSlice slice : new ArrayList<>(slices.open.values())) {
            if (emitted >= permits) {
                break;
            }
            SliceCursor before = slice.cursor();
            emitted += slice.emit(permits - emitted, output);
            slices.scanned += slice.takeScanned();
            slices.dirty |= !slice.cursor().equals(before);
            if (slice.cursor().done()) {
                slices.open.remove(before.slice().id());
                slices.done.put(before.slice().id(), slice.cursor());
                output.report(slice.cursor().progress());
            }
            Throwable failure = slice.takeFailure();
            if (failure != null) {
                slices.readAgainAtNanos = now + READ_AGAIN_AFTER.toNanos();
                noteUnread(slice, failure, now);
                slices.dirty = true;
            }
        }
        return emitted;
    }

    /** What is only slow or away is read again; what will never be served is for the coordinator to stop the job by. */
    private void noteUnread(OpenSlice slice, Throwable failure, long now) {
        SliceCursor cursor = slice.cursor();
        String words = GuardedReads.words(failure);
        LOG.warn("event=page-unread slice={} reason=\"{}\"", cursor.slice().key(), words);
        if (Finished.unwrapped(failure) instanceof UnreadableException) {
            output.report(cursor.progress().parking(new Progress.Parked(0, words)));
        } else {
            slice.noteUnread(words, now);
        }
    }

    private void fill(JobBrief job, JobSlices slices) {
        var waiting = slices.waiting.entrySet().iterator();
        while (slices.open.size() < OPEN_SLICES_MAX && waiting.hasNext()) {
            var first = waiting.next();
            waiting.remove();
            slices.open.put(first.getKey(), open(job, first.getValue()));
        }
    }

    private OpenSlice open(JobBrief job, SliceCursor cursor) {
        Slice slice = cursor.slice();
        Mode mode = job.openTerms().mode();
        boolean remembers = mode.writes() && slice.shard() != null && slice.kind() == Slice.Kind.EMIT;
        var processing = mode == Mode.SYNCHRONOUS
                ? new OpenSlice.Processing(inPlace.groupMax(job), events -> inPlace.process(job, events, cancellation))
                : null;
        int pageSize = pages.sizeFor(job, slicesByJob.size());
        return new OpenSlice(cursor, pages.sources().open(slice, job, output), pageSize, remembers, processing);
    }

    private void report(JobSlices slices) {
        slices.unreported.forEach(cursor -> output.report(cursor.progress()));
        slices.unreported.clear();
        long now = nanoTime.getAsLong();
        slices.open.values().forEach(slice -> output.report(slice.progress(UNREAD_TOLD_AFTER, now)));
        slices.dirty = false;
        slices.reportedAtNanos = now;
    }

    private void forget(String job, JobSlices slices) {
        slicesByJob.remove(job);
        Collection<SliceCursor> all = new ArrayList<>(slices.done.values());
        all.addAll(slices.waiting.values());
        slices.open.values().forEach(slice -> all.add(slice.cursor()));
        all.forEach(output::forget);
    }

    /** Lets the next job go first the next time. */
    private void rotate() {
        var first = slicesByJob.entrySet().stream().findFirst();
        first.ifPresent(entry -> {
            slicesByJob.remove(entry.getKey());
            slicesByJob.put(entry.getKey(), entry.getValue());
        });
    }
}
