package dev.reprise.idproducer.emit;

import dev.reprise.common.assets.LocatedId;
import dev.reprise.common.async.Finished;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.job.Pending;
import dev.reprise.common.job.Progress;
import dev.reprise.common.job.Slice;
import dev.reprise.idproducer.emit.IdPage.Entry;
import dev.reprise.pipeline.result.Result;
import dev.reprise.pipeline.result.TaskTotals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A slice that is being paged. One page is at hand and the next is on its way, so that reading overlaps with emitting;
 * more would only fill the memory.
 *
 * <p>Threading: confined to one emitting task; pages arrive by other threads and are looked at by this one.
 */
final class OpenSlice {

    private final IdPages pages;
    private final int pageSize;
    private final boolean remembers;
    private final @Nullable Processing processing;
    private SliceCursor cursor;
    private @Nullable IdPage page;
    private int position;
    private int scanned;
    private @Nullable CompletableFuture<IdPage> next;
    private @Nullable Throwable failure;
    private @Nullable Unread unread;
    private @Nullable Running running;

    /** What is done with assets here, in place of events; {@code process} answers as {@link InPlace} does. */
    record Processing(int groupMax, Function<List<AssetEvent>, CompletableFuture<List<Result>>> process) {}

    /**
     * Some assets of the page.
     *
     * @param from where they begin in the page
     * @param last cursor behind them; {@code null} when there was nothing
     * @param pageDone whether the page ends with them
     * @param end whether the slice does
     */
    private record Batch(
            int from,
            List<AssetEvent> events,
            List<LocatedId> located,
            @Nullable String last,
            boolean pageDone,
            boolean end) {}

    /** Assets that are being processed here. */
    private record Running(Batch batch, CompletableFuture<List<Result>> results) {}

    /** Why pages cannot be read, and since when. */
    private record Unread(long sinceNanos, String words) {}

    /**
     * Opens a slice where it was left.
     *
     * @param remembers whether what is emitted is kept for a verification, which could not find it again
     * @param processing what is done in place of events; {@code null} for events
     */
    OpenSlice(SliceCursor cursor, IdPages pages, int pageSize, boolean remembers, @Nullable Processing processing) {
        this.cursor = cursor;
        this.pages = pages;
        this.pageSize = pageSize;
        this.remembers = remembers;
        this.processing = processing;
    }

    SliceCursor cursor() {
        return cursor;
    }

    /** Returns how many rows were passed over since the last call. */
    int takeScanned() {
        int taken = scanned;
        scanned = 0;
        return taken;
    }

    /** Returns why the last page could not be read, once, or {@code null}. */
    @Nullable
    Throwable takeFailure() {
        Throwable taken = failure;
        failure = null;
        return taken;
    }

    /** Keeps why a page could not be read; cleared by the next one that can be. */
    void noteUnread(String words, long nowNanos) {
        unread = new Unread(unread == null ? nowNanos : unread.sinceNanos(), words);
    }

    /**
     * Returns the totals as they are reported.
     *
     * @param toldAfter for how long pages must not have been readable for the totals to say so
     */
    Progress progress(Duration toldAfter, long nowNanos) {
        Progress totals = cursor.progress();
        return unread != null && nowNanos - unread.sinceNanos() >= toldAfter.toNanos()
                ? totals.parking(Progress.Parked.waitingFor(
                        "its assets cannot be " + (processing == null ? "read: " : "processed: ") + unread.words()))
                : totals;
    }

    /** Lets a page that could not be read be asked for again. */
    void forgetFailure() {
        failure = null;
        unread = null;
        if (next != null && next.isCompletedExceptionally()) {
            next = null;
        }
    }

    /**
     * Emits what is at hand, and asks for more. Where assets are processed here, it begins with some when those before have
     * come to their results.
     *
     * @param eventsMax most events to emit
     * @return how many events were emitted, or assets begun with
     */
    int emit(int eventsMax, EmitterOutput output) {
        if (!settle(output) || cursor.done() || (page == null && !turnPage())) {
            return 0;
        }
        IdPage current = page;
        if (current == null) {
            return 0;
        }
        Batch batch =
                take(current, processing == null ? eventsMax : Math.min(eventsMax, processing.groupMax()), output);
        if (processing != null
                && cursor.slice().kind() != Slice.Kind.COUNT
                && !batch.events().isEmpty()) {
            running = new Running(batch, processing.process().apply(batch.events()));
            return batch.events().size();
        }
        return handOn(batch, null, output);
    }

    /**
     * Hands on what has been processed here.
     *
     * @return whether nothing is being processed any more
     */
    boolean settle(EmitterOutput output) {
        Running now = running;
        if (now == null) {
            return true;
        }
        if (!now.results().isDone()) {
            return false;
        }
        running = null;
        if (now.results().isCompletedExceptionally()) {
            failure = Finished.failure(now.results());
            position = now.batch().from();
            return false;
        }
        unread = null;
        handOn(now.batch(), Finished.result(now.results()), output);
        return true;
    }

    private Batch take(IdPage current, int eventsMax, EmitterOutput output) {
        Slice slice = cursor.slice();
        int from = position;
        List<AssetEvent> events = new ArrayList<>();
        List<LocatedId> located = new ArrayList<>();
        String last = null;
        while (position < current.entries().size() && (events.size() < eventsMax || slice.kind() == Slice.Kind.COUNT)) {
            Entry entry = current.entries().get(position++);
            last = entry.after();
            if (counts(entry, output)) {
                events.add(new AssetEvent(slice.job(), slice.assetType(), entry.bucket(), entry.assetId()));
                located.add(entry.located());
            } else {
                scanned++;
            }
        }
        boolean pageDone = position == current.entries().size();
        return new Batch(
                from, events, located, pageDone ? current.last() : last, pageDone, pageDone && current.exhausted());
    }

    /**
     * Emits events, or what became of assets, and moves the cursor.
     *
     * @param results what became of each asset; {@code null} where events are emitted
     * @return how many events were emitted
     */
    private int handOn(Batch batch, @Nullable List<Result> results, EmitterOutput output) {
        Slice slice = cursor.slice();
        boolean counted = slice.kind() == Slice.Kind.COUNT;
        TaskTotals totals = cursor.processed();
        for (int i = 0; i < batch.events().size(); i++) {
            AssetEvent event = batch.events().get(i);
            if (counted) {
                output.left(event);
            } else if (results == null) {
                output.emit(event, slice);
            } else {
                output.processed(event, cursor, results.get(i));
                totals = results.get(i).addTo(totals == null ? TaskTotals.ZERO : totals);
            }
        }
        int emitted = counted ? 0 : batch.events().size();
        if (batch.pageDone()) {
            page = null;
        }
        if (remembers && emitted > 0) {
            output.remember(slice, cursor.emitted(), batch.located());
        }
        if (batch.pageDone() || position > batch.from()) {
            int below = slice.kind() == Slice.Kind.EMIT ? 0 : batch.events().size();
            cursor = cursor.advanced(batch.last(), emitted, below, batch.end()).counting(totals);
            output.save(cursor);
        }
        return emitted;
    }

    /** Takes the page that has arrived, and sends for the one behind it; returns false when none has. */
    private boolean turnPage() {
        if (next == null) {
            next = read(cursor.cursor());
        }
        if (!next.isDone()) {
            return false;
        }
        CompletableFuture<IdPage> arrived = next;
        next = null;
        if (arrived.isCompletedExceptionally()) {
            failure = Finished.failure(arrived);
            return false;
        }
        IdPage turned = Finished.result(arrived);
        unread = null;
        page = turned;
        position = 0;
        if (!turned.exhausted() && turned.last() != null) {
            next = read(turned.last());
        }
        return true;
    }

    private CompletableFuture<IdPage> read(@Nullable String after) {
        return pages.after(after, pageSize).toCompletableFuture();
    }

    private boolean counts(Entry entry, EmitterOutput output) {
        Slice slice = cursor.slice();
        Pending pending = slice.pending();
        return pending == null
                || (pending.holds(entry.schemaVersion()) && !output.isDeadLettered(slice, entry.located()));
    }
}
