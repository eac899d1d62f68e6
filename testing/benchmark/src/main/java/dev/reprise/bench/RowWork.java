package dev.reprise.bench;

import dev.reprise.common.event.AssetEvent;

/** What a baseline does about one event: read, map, write; returns when the write is acknowledged. */
@FunctionalInterface
public interface RowWork {

    /** Does it; blocks. */
    void process(Workload workload, AssetEvent event);
}
