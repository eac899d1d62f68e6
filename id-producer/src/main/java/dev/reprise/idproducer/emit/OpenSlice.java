package dev.reprise.idproducer.emit;

import dev.reprise.common.assets.LocatedId;
import dev.reprise.common.async.Finished;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.job.Pending;
import dev.reprise.common.job.Progress;
import dev.reprise.common.job.Slice;
import dev.reprise.idproducer.emit.IdPage.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
    private SliceCursor cursor;
    private @Nullable IdPage page;
    private int position;
    private @Nullable CompletableFuture<IdPage> next;
    private @Nullable Throwable failure;
    private @Nullable Unread unread;

    /** Why pages cannot be read, and since when. */
    private record Unread(long sinceNanos, String words) {}

    /**
     * Opens a slice where it was left.
     *
     * @param remembers whether what is emitted is kept for a verification, which could not find it again
     */
    OpenSlice(SliceCursor cursor, IdPages pages, int pageSize, boolean remembers) {
        this.cursor = cursor;
        this.pages = pages;
        this.pageSize = pageSize;
        this.remembers = remembers;
    }

    SliceCursor cursor() {
        return cursor;
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
                ? totals.parking(Progress.Parked.waitingFor("its assets cannot be read: " + unread.words()))
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
     * Emits what is at hand, and asks for more.
     *
     * @param eventsMax most events to emit
     * @return how many events were emitted
     */
    int emit(int eventsMax, EmitterOutput output) {
        if (page == null && !turnPage()) {
            return 0;
        }
        IdPage current = page;
        if (current == null) {
            return 0;
        }
        Slice slice = cursor.slice();
        int from = position;
        List<LocatedId> emitted = new ArrayList<>();
        int found = 0;
        String last = null;
        while (position < current.entries().size() && emitted.size() < eventsMax) {
            Entry entry = current.entries().get(position++);
            last = entry.after();
            if (counts(entry, output)) {
                found++;
                var event = new AssetEvent(slice.job(), slice.assetType(), entry.bucket(), entry.assetId());
                if (slice.kind() == Slice.Kind.COUNT) {
                    output.left(event);
                } else {
                    output.emit(event, slice);
                    emitted.add(entry.located());
                }
            }
        }
        boolean pageDone = position == current.entries().size();
        if (pageDone) {
            last = current.last();
            page = null;
        }
        if (remembers && !emitted.isEmpty()) {
            output.remember(slice, cursor.emitted(), emitted);
        }
        if (pageDone || position > from) {
            int below = slice.kind() == Slice.Kind.EMIT ? 0 : found;
            cursor = cursor.advanced(last, emitted.size(), below, pageDone && current.exhausted());
            output.save(cursor);
        }
        return emitted.size();
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
