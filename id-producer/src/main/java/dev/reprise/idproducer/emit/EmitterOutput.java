package dev.reprise.idproducer.emit;

import dev.reprise.common.assets.LocatedId;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.job.Progress;
import dev.reprise.common.job.Slice;
import dev.reprise.pipeline.result.Result;
import java.util.List;
import java.util.Optional;

/** What an emitter causes, and what it has caused before. Everything of one call must become visible together. */
public interface EmitterOutput {

    /** Emits an event of a slice. */
    void emit(AssetEvent event, Slice slice);

    /**
     * Tells what became of an asset that was processed here.
     *
     * @param cursor of its slice, as it is before the asset is counted
     */
    void processed(AssetEvent event, SliceCursor cursor, Result result);

    /** Lists an asset that the last scan of its job found below the target. */
    void left(AssetEvent event);

    /** Keeps the cursor of a slice. */
    void save(SliceCursor cursor);

    /**
     * Keeps ids that were emitted of an id shard, with their buckets, for the verification.
     *
     * @param position events that the slice had emitted before these
     */
    void remember(Slice slice, long position, List<LocatedId> ids);

    /**
     * Returns the first ids that were remembered of the id shard that a slice belongs to.
     *
     * @param from key to begin at; empty for the beginning
     */
    Optional<RememberedIds> remembered(Slice slice, String from);

    /** Drops the cursor of a slice whose job is over, and what else is kept of the job. */
    void forget(SliceCursor cursor);

    /** Reports running totals. */
    void report(Progress progress);

    /** Returns whether the job has a dead letter for an asset of the slice. */
    boolean isDeadLettered(Slice slice, LocatedId asset);
}
