package dev.reprise.idproducer.emit;

import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.job.Progress;

/** What an emitter causes. Everything of one call must become visible together. */
public interface EmitterOutput {

    /** Emits an event of a round. */
    void emit(AssetEvent event, int round);

    /** Lists an asset that the last scan of its job found below the target. */
    void left(AssetEvent event);

    /** Keeps the cursor of a slice. */
    void save(SliceCursor cursor);

    /** Drops the cursor of a slice whose job is over. */
    void forget(SliceCursor cursor);

    /** Reports running totals. */
    void report(Progress progress);

    /** Returns whether this job has a dead letter for this asset. */
    boolean isDeadLettered(AssetEvent event);
}
