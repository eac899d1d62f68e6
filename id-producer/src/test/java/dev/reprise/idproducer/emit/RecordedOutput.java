package dev.reprise.idproducer.emit;

import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.job.Progress;
import dev.reprise.common.wire.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Remembers what an emitter has caused. */
final class RecordedOutput implements EmitterOutput {
    final List<AssetEvent> events = new ArrayList<>();
    final List<AssetEvent> left = new ArrayList<>();
    final Map<String, SliceCursor> cursors = new HashMap<>();
    final Map<String, Progress> totals = new HashMap<>();
    final Set<UUID> deadLettered = new HashSet<>();

    @Override
    public void emit(AssetEvent event, int round) {
        events.add(event);
    }

    @Override
    public void left(AssetEvent event) {
        left.add(event);
    }

    @Override
    public void save(SliceCursor cursor) {
        cursors.put(cursor.slice().key(), Json.read(Json.bytes(cursor), SliceCursor.class));
    }

    @Override
    public void forget(SliceCursor cursor) {
        cursors.remove(cursor.slice().key());
    }

    @Override
    public void report(Progress progress) {
        totals.put(progress.key(), progress);
    }

    @Override
    public boolean isDeadLettered(AssetEvent event) {
        return deadLettered.contains(event.assetId());
    }

    long emittedByTotals() {
        return totals.values().stream().mapToLong(one -> one.counts().emitted()).sum();
    }
}
