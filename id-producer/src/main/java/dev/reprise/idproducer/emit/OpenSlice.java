package dev.reprise.idproducer.emit;

import dev.reprise.common.assets.AssetIndex;
import dev.reprise.common.assets.AssetIndex.Entry;
import dev.reprise.common.async.Finished;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.job.Slice;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A slice that is being paged. One page is at hand and the next is on its way, so that reading overlaps with emitting;
 * more would only fill the memory.
 *
 * <p>Threading: confined to one emitting task; pages arrive by other threads and are looked at by this one.
 */
final class OpenSlice {

    private final AssetIndex index;
    private final int pageSize;
    private SliceCursor cursor;
    private AssetIndex.@Nullable Page page;
    private int position;
    private @Nullable CompletableFuture<AssetIndex.Page> next;
    private @Nullable Throwable failure;

    OpenSlice(SliceCursor cursor, AssetIndex index, int pageSize) {
        this.cursor = cursor;
        this.index = index;
        this.pageSize = pageSize;
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
        AssetIndex.Page current = page;
        if (current == null) {
            return 0;
        }
        int from = position;
        int emitted = 0;
        int found = 0;
        UUID last = null;
        while (position < current.entries().size() && emitted < eventsMax) {
            Entry entry = current.entries().get(position++);
            last = entry.assetId();
            AssetEvent event = event(entry);
            if (counts(entry) && !(cursor.slice().kind() != Slice.Kind.EMIT && output.isDeadLettered(event))) {
                found++;
                if (cursor.slice().kind() == Slice.Kind.COUNT) {
                    output.left(event);
                } else {
                    output.emit(event, cursor.slice().round());
                    emitted++;
                }
            }
        }
        boolean pageDone = position == current.entries().size();
        if (pageDone) {
            last = current.last();
            page = null;
        }
        if (pageDone || position > from) {
            int below = cursor.slice().kind() == Slice.Kind.EMIT ? 0 : found;
            cursor = cursor.advanced(last, emitted, below, pageDone && current.exhausted());
            output.save(cursor);
        }
        return emitted;
    }

    /** Takes the page that has arrived, and sends for the one behind it; returns false when none has. */
    private boolean turnPage() {
        if (next == null) {
            next = read(cursor);
        }
        if (!next.isDone()) {
            return false;
        }
        CompletableFuture<AssetIndex.Page> arrived = next;
        next = null;
        if (arrived.isCompletedExceptionally()) {
            failure = Finished.failure(arrived);
            return false;
        }
        AssetIndex.Page turned = Finished.result(arrived);
        page = turned;
        position = 0;
        if (!turned.exhausted() && turned.last() != null) {
            next = read(cursor.advanced(turned.last(), 0, 0, false));
        }
        return true;
    }

    private CompletableFuture<AssetIndex.Page> read(SliceCursor from) {
        var page = cursor.slice().kind() == Slice.Kind.EMIT
                ? index.page(from.rest(), pageSize)
                : index.pageWithVersions(from.rest(), pageSize);
        return page.toCompletableFuture();
    }

    private boolean counts(Entry entry) {
        Integer below = cursor.slice().belowVersion();
        // A row without a version cannot be migrated; its event makes the dead letter that says so.
        return below == null || entry.schemaVersion() == null || entry.schemaVersion() < below;
    }

    private AssetEvent event(Entry entry) {
        Slice slice = cursor.slice();
        return new AssetEvent(slice.job(), slice.assetType(), slice.bucket(), entry.assetId());
    }
}
